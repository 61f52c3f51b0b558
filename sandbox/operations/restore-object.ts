import type { Answer, Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import { daysAfter } from '../lifecycle/due.ts';
import { publish } from '../notifications/publisher.ts';
import type { ObjectVersion, Restore } from '../store/types.ts';
import { element, integer, notImplemented, oneOf, optional, text } from '../xml-shape.ts';
import { isArchived, restoreState } from './archive.ts';
import { readDocument } from './documents.ts';
import { changeVersion, findObject, versionHeader } from './versions.ts';

const TIER = oneOf('Expedited', 'Standard', 'Bulk');

const REQUEST = element({
  Days: optional(integer()),
  GlacierJobParameters: optional(element({ Tier: TIER })),
  Tier: optional(TIER),
  Description: optional(text()),
  Type: notImplemented('restoring by a selection'),
  SelectParameters: notImplemented('restoring by a selection'),
  OutputLocation: notImplemented('restoring to another place'),
});

/**
 * How long it takes at most, in hours; not every tier is there for both classes.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
 */
const HOURS: Record<string, Partial<Record<Restore['tier'], number>>> = {
  GLACIER: { Expedited: 5 / 60, Standard: 5, Bulk: 12 },
  DEEP_ARCHIVE: { Standard: 12, Bulk: 48 },
};

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html: 202 when the restoration begins
 * (or is to go faster), 200 when the copy that is there already is kept for another time.
 */
export async function restoreObject(context: Context): Promise<Answer> {
  const { bucket, key, now } = context;
  const object = findObject(bucket, key, context.versionId);
  const request = REQUEST.read([await readDocument(context, 'RestoreRequest')]);
  if (!isArchived(object)) {
    const message = "Restore is not allowed for the object's current storage class";
    throw new S3Error('InvalidObjectState', { message, fields: { StorageClass: object.storageClass } });
  }
  if (request.Days === undefined) throw new S3Error('MalformedXML');
  if (request.Days < 1)
    throw invalidArgument('Days must be a positive integer', 'Days', String(request.Days));
  const tier = request.GlacierJobParameters?.Tier ?? request.Tier ?? 'Standard';
  const state = restoreState(object, now);
  const restore =
    state === 'restored' && object.restore !== undefined
      ? { ...object.restore, expires: daysAfter(now, request.Days).toISOString() }
      : begin(object, tier, request.Days, now);
  await changeVersion(context, bucket, key, { ...object, restore });
  if (state !== 'restored') publish(context, 'ObjectRestore:Post', key, object);
  return { status: state === 'restored' ? 200 : 202, headers: versionHeader(bucket.record, object) };
}

/** A restoration on its way is refused a second time, unless it is to go faster. */
function begin(object: ObjectVersion, tier: Restore['tier'], days: number, now: Date): Restore {
  const tiers = HOURS[object.storageClass] ?? {};
  const hours = tiers[tier];
  if (hours === undefined) {
    throw invalidArgument('Retrieval option is not supported by this storage class', 'Tier', tier);
  }
  const current = restoreState(object, now) === 'ongoing' ? object.restore : undefined;
  if (current !== undefined && hours >= (tiers[current.tier] ?? 0)) {
    throw new S3Error('RestoreAlreadyInProgress');
  }
  const readyAt = new Date(now.getTime() + hours * 60 * 60 * 1000);
  return { readyAt: readyAt.toISOString(), expires: daysAfter(readyAt, days).toISOString(), tier };
}
