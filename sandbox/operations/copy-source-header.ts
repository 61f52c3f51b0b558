import { invalidArgument } from '../errors.ts';
import { decodeUri } from '../uri.ts';

/** Reads `x-amz-copy-source`: `[/]bucket/key[?versionId=id]`, percent-encoded. */
export function parseCopySource(header: string): { bucketName: string; key: string; versionId?: string } {
  const match = /^\/?([^/]+)\/(.+?)(?:\?versionId=(.+))?$/s.exec(
    header.replace(/^%2F/i, '/').replace(/^(\/?[^/%]+)%2F/i, '$1/'),
  );
  if (match === null) {
    throw invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      header,
    );
  }
  const [, bucketName, key, versionId] = match as unknown as [string, string, string, string | undefined];
  return {
    bucketName,
    key: decodeUri(key),
    versionId: versionId === undefined ? undefined : decodeUri(versionId),
  };
}
