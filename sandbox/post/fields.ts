import { invalidArgument } from '../errors.ts';
import { tagsFromXml } from '../operations/tags.ts';
import type { S3Request } from '../request.ts';
import { parseXml } from '../xml.ts';

/** Form fields that are no headers of an upload. */
const NO_HEADERS: ReadonlySet<string> = new Set([
  'key',
  'bucket',
  'policy',
  'file',
  'success_action_status',
  'success_action_redirect',
  'redirect',
  'x-amz-security-token',
]);

/** Headers of the form's request that still count for the upload. */
const KEPT = ['host', 'origin'];

/** What the fields would be as the headers of a PutObject, as latin-1 as headers are. */
export function fieldHeaders(
  fields: ReadonlyMap<string, string>,
  request: S3Request,
): ReadonlyMap<string, readonly string[]> {
  const headers = new Map(KEPT.map((name) => [name, request.headers.get(name) ?? []] as const));
  for (const [name, value] of fields) {
    if (NO_HEADERS.has(name)) continue;
    const [header, content] = toHeader(name, value);
    // oxlint-disable-next-line no-control-regex -- what no HTTP header can carry, no answer could repeat
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(content)) {
      throw invalidArgument('Header value cannot be represented', name, value);
    }
    headers.set(header, [Buffer.from(content).toString('latin1')]);
  }
  return headers;
}

function toHeader(name: string, value: string): [name: string, value: string] {
  if (name === 'acl') return ['x-amz-acl', value];
  if (name !== 'tagging') return [name, value];
  const tags = tagsFromXml(parseXml(value, 'Tagging'));
  return ['x-amz-tagging', new URLSearchParams(tags).toString()];
}
