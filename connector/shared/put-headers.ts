import type { RequestOf } from '../commands.ts';

type Request = Omit<RequestOf<'PutObject'>, 'Body'>;

/** The header that each member of a PutObject request travels in. */
const HEADERS = {
  ContentType: 'content-type',
  ContentLength: 'content-length',
  CacheControl: 'cache-control',
  ContentDisposition: 'content-disposition',
  ContentEncoding: 'content-encoding',
  ContentLanguage: 'content-language',
  IfNoneMatch: 'if-none-match',
  IfMatch: 'if-match',
  ACL: 'x-amz-acl',
  Tagging: 'x-amz-tagging',
  StorageClass: 'x-amz-storage-class',
  WebsiteRedirectLocation: 'x-amz-website-redirect-location',
  ServerSideEncryption: 'x-amz-server-side-encryption',
  SSEKMSKeyId: 'x-amz-server-side-encryption-aws-kms-key-id',
  SSEKMSEncryptionContext: 'x-amz-server-side-encryption-context',
  BucketKeyEnabled: 'x-amz-server-side-encryption-bucket-key-enabled',
  ExpectedBucketOwner: 'x-amz-expected-bucket-owner',
  RequestPayer: 'x-amz-request-payer',
} as const satisfies Partial<Record<keyof Request, string>>;

/** The headers, in lower case, by which somebody else sends this request; for a presigned PUT. */
export function headersOf(request: Request): Record<string, string> {
  const given = Object.entries(HEADERS).flatMap(([member, header]) => {
    const value = request[member as keyof typeof HEADERS];
    return value === undefined ? [] : [[header, String(value)]];
  });
  const metadata = Object.entries(request.Metadata ?? {}).map(([name, value]) => [
    `x-amz-meta-${name.toLowerCase()}`,
    value,
  ]);
  return Object.fromEntries([...given, ...metadata]) as Record<string, string>;
}
