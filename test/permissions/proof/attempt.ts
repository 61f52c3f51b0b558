import { ConnectorError, type FileObject } from '../../../connector/index.ts';
import { required } from '../../../connector/permissions/index.ts';
import { readRefusal } from '../../../connector/permissions/refusal.ts';
import type { Case } from './cases.ts';
import type { Keys, World } from './world.ts';

/** What became of a call. */
export type Outcome =
  | { result: 'succeeded' }
  | { result: 'denied'; action?: string; resource?: string; needed: readonly Needed[]; error?: unknown }
  | { result: 'failed'; error: unknown };

export interface Needed {
  action: string;
  resource: string;
}

type Place = Pick<World, 'server' | 'connector'>;

interface Output {
  errors?: readonly { code: string; message: string; needed?: readonly Needed[] }[];
  file?: FileObject;
  /** Of operations that tell what is allowed: what was refused to themselves. */
  missing?: readonly Needed[];
  source?: string;
  operations?: readonly { missing: readonly Needed[] }[];
  url?: string;
  method?: string;
  headers?: Record<string, string>;
}

/** Runs a case as somebody; a URL that it gives is used as well, since that is when permissions count. */
export async function attempt(name: string, given: Case, keys: Keys, world: Place): Promise<Outcome> {
  const { connector, server } = world;
  const { endpoint, region } = server;
  if (given.fault !== undefined) server.addFault(given.fault);
  try {
    const connection = { endpoint, region, ...keys };
    const output = (await connector.run<string>(name, given.input, { connection })) as Output;
    return (await redeem(name, given, output, world)) ?? judge(output);
  } catch (error) {
    return explained(error, given);
  } finally {
    server.clearFaults();
  }
}

/** The codes of AccessDenied; what else permissions are about (ACLs that are disabled) comes after it. */
const DENIALS: ReadonlySet<string> = new Set(['access_denied', 'object_missing_or_hidden']);

/** Of many keys each has its own answer. */
function judge({ errors = [], missing = [], source, operations = [] }: Output): Outcome {
  const [first] = errors;
  const probed = source === 'probes' ? operations.flatMap((each) => each.missing) : [];
  // S3 decides about what is on no resource as if it were on every bucket.
  const needed = [...missing, ...probed].map(({ action, resource }) => ({
    action,
    resource: resource === 'arn:aws:s3:::*' ? '*' : resource,
  }));
  if (needed.length > 0) return { result: 'denied', needed };
  if (first === undefined) return { result: 'succeeded' };
  if (first.code !== 'access_denied') return { result: 'failed', error: first };
  return { result: 'denied', ...readRefusal(first.message), needed: first.needed ?? [] };
}

function explained(error: unknown, { fault }: Case): Outcome {
  if (!ConnectorError.is(error)) return { result: 'failed', error };
  const { needed, refusal, unfinished_upload_id } = (error.details ?? {}) as {
    needed?: readonly Needed[];
    refusal?: { action?: string; resource?: string };
    unfinished_upload_id?: string;
  };
  if (DENIALS.has(error.code)) return { result: 'denied', ...refusal, needed: needed ?? [], error };
  if (unfinished_upload_id !== undefined) {
    const action = /s3:AbortMultipartUpload/.exec(error.fix)?.[0];
    return { result: 'denied', action, needed: [], error };
  }
  // What was meant to fail, and left nothing behind, went as well as it could.
  return fault !== undefined && error.code === 'expired_token'
    ? { result: 'succeeded' }
    : { result: 'failed', error };
}

async function redeem(
  name: string,
  { input }: Case,
  { url, method = 'GET', headers, file }: Output,
  { server }: Place,
): Promise<Outcome | undefined> {
  const address = url ?? file?.url;
  if (address?.startsWith(server.endpoint) !== true) return undefined;
  const size = (input as { content_length?: number }).content_length ?? 1;
  const body = method === 'PUT' ? Buffer.alloc(size) : undefined;
  const answer = await fetch(address, { method, headers, body });
  const text = await answer.text();
  if (answer.ok) return { result: 'succeeded' };
  if (!text.includes('<Code>AccessDenied<')) return { result: 'failed', error: text };
  return { result: 'denied', ...readRefusal(text.replaceAll('&quot;', '"')), needed: required(name, input) };
}
