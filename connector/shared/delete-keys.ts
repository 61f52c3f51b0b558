import type { Context } from '../../src/index.ts';
import { annotate } from '../../src/index.ts';
import type { S3 } from '../client.ts';
import type { ResponseOf } from '../commands.ts';
import { snakeCase } from './codes.ts';

/** What is to be deleted: a key, or one version of it. */
export interface Target {
  Key: string;
  VersionId?: string | undefined;
}

/** What every request of a deletion carries. */
export interface DeleteSettings {
  Bucket: string;
  BypassGovernanceRetention: boolean | undefined;
  MFA: string | undefined;
  ExpectedBucketOwner: string | undefined;
  RequestPayer: 'requester' | undefined;
}

/** What became of each target. */
export interface Outcome {
  deleted: {
    object_path: string | undefined;
    version_id: string | undefined;
    delete_marker: boolean | undefined;
  }[];
  errors: { object_path: string; version_id: string | undefined; code: string; message: string }[];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const MOST_KEYS = 1000;

/** What XML 1.0 cannot carry, escaped or not: https://www.w3.org/TR/xml/#charsets */
// oxlint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Blanks alone, which the SDK's parser takes for indentation of the answer when a line ends among them. */
const BLANK = /^\s+$/;

const travelsInXml = ({ Key }: Target) => !NOT_IN_XML.test(Key) && !BLANK.test(Key);

/**
 * Deletes any number of keys, a thousand per request; keys that do not travel in XML go one by one. A request that
 * fails is reported for each of its keys, unless it is the first one: then nothing has been deleted, and it is thrown.
 */
export async function deleteKeys(
  { client, signal }: Pick<Context<S3>, 'client' | 'signal'>,
  settings: DeleteSettings,
  targets: readonly Target[],
): Promise<Outcome> {
  const outcome: Outcome = { deleted: [], errors: [] };
  for (const batch of batchesOf(targets)) {
    try {
      const result = await deleteBatch(client, settings, batch);
      outcome.deleted.push(...result.deleted);
      outcome.errors.push(...result.errors);
    } catch (error) {
      if (outcome.deleted.length + outcome.errors.length === 0) throw error;
      if (signal.aborted) throw annotate(error, stoppedAfter(outcome));
      outcome.errors.push(...batch.map((target) => failureOf(target, error as Error)));
    }
  }
  return outcome;
}

/** The same key, or the same version, twice is deleted once. */
export function withoutDuplicates(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((target) => [identityOf(target), target])).values()];
}

const identityOf = ({ Key, VersionId }: Target) => JSON.stringify([Key, VersionId]);

function* batchesOf(targets: readonly Target[]): Generator<Target[]> {
  const together = targets.filter(travelsInXml);
  for (let start = 0; start < together.length; start += MOST_KEYS)
    yield together.slice(start, start + MOST_KEYS);
  for (const target of targets) if (!travelsInXml(target)) yield [target];
}

async function deleteBatch(client: S3, settings: DeleteSettings, batch: Target[]): Promise<Outcome> {
  const [first] = batch;
  if (first !== undefined && !travelsInXml(first)) {
    const { VersionId, DeleteMarker } = await client.send('DeleteObject', { ...settings, ...first });
    const deleted = { object_path: first.Key, version_id: VersionId, delete_marker: DeleteMarker };
    return { deleted: [deleted], errors: [] };
  }
  const response = await client.send('DeleteObjects', { ...settings, Delete: { Objects: batch } });
  return outcomeOf(response, batch);
}

function outcomeOf({ Deleted = [], Errors = [] }: ResponseOf<'DeleteObjects'>, batch: Target[]): Outcome {
  const errors = Errors.map(({ Key = '', VersionId, Code = 'ServiceError', Message = '' }) => ({
    object_path: Key,
    version_id: VersionId || undefined,
    code: snakeCase(Code),
    message: Message,
  }));
  const deleted = Deleted.map(({ Key, VersionId, DeleteMarker, DeleteMarkerVersionId }) => ({
    object_path: Key,
    version_id: VersionId || DeleteMarkerVersionId || undefined,
    delete_marker: DeleteMarker,
  }));
  return { deleted, errors: [...errors, ...unanswered(batch, [...Deleted, ...Errors])] };
}

/** A key that S3 says nothing of was perhaps not deleted: it is not passed over in silence. */
function unanswered(batch: Target[], answers: readonly Partial<Target>[]): Outcome['errors'] {
  if (answers.length >= batch.length) return [];
  const answered = new Set(answers.map(({ Key = '', VersionId }) => identityOf({ Key, VersionId })));
  return batch
    .filter((target) => !answered.has(identityOf(target)))
    .map((target) => failureOf(target, new Error('S3 did not say what became of this key.')));
}

const failureOf = ({ Key, VersionId }: Target, error: Error) => ({
  object_path: Key,
  version_id: VersionId,
  code: error.name === 'Error' ? 'service_error' : snakeCase(error.name),
  message: error.message,
});

const stoppedAfter = ({ deleted, errors }: Outcome) => ({
  text: `Until then, ${deleted.length} objects were deleted and ${errors.length} were not; the details list them.`,
  fix: 'Leave out the keys that are gone.',
  details: { deleted, errors },
});
