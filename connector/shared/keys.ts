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
