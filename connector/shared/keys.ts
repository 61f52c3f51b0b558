/**
 * A name from a listing as it really is. Listings are asked for percent-encoded, since XML cannot carry every
 * character that a key may have; S3 then writes a blank as `+`. A server that does not encode says so by silence.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html#API_ListObjectsV2_RequestSyntax
 */
export function decodeListed<Name extends string | undefined>(
  name: Name,
  encoding: string | undefined,
): Name {
  if (encoding !== 'url' || name === undefined) return name;
  return decodeURIComponent(name.replaceAll('+', ' ')) as Name;
}

/** What a file made from an object is called: the last segment of its key, or of the folder that the key marks. */
export function fileNameOf(key: string): string {
  return key.split('/').findLast((segment) => segment !== '') ?? 'file';
}

/** A key as the path of a URL, its slashes kept. */
export const encodePath = (key: string): string => key.split('/').map(encodeSegment).join('/');

/** Percent-encodes as Signature V4 does: everything but unreserved characters, and `.` where it would be a path step. */
function encodeSegment(segment: string): string {
  const encoded = encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return encoded === '.' || encoded === '..' ? encoded.replaceAll('.', '%2E') : encoded;
}
