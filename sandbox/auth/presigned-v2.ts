import { createHmac } from 'node:crypto';
import { S3Error } from '../errors.ts';
import type { S3Request } from '../request.ts';
import type { User } from './identity.ts';
import { sameSignature } from './sigv4.ts';

/** Query parameters that are part of the resource in a version 2 signature. */
const SIGNED_PARAMETERS: ReadonlySet<string> = new Set(
  (
    'accelerate acl cors defaultObjectAcl delete lifecycle location logging notification partNumber policy requestPayment ' +
    'response-cache-control response-content-disposition response-content-encoding response-content-language ' +
    'response-content-type response-expires restore storageClass tagging torrent uploadId uploads versionId versioning versions website'
  ).split(' '),
);

/** What a presigned URL of signature version 2 says. */
export interface PresignedV2 {
  accessKey: string;
  signature: string;
  expires: Date;
  sessionToken?: string;
}

/**
 * Reads a presigned URL of signature version 2. Nobody should make these any more, but version 1 of the AWS CLI
 * does, by default, and S3 takes them where it always has.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html#RESTAuthenticationQueryStringAuth
 */
export function readPresignedV2(request: S3Request): PresignedV2 {
  const [accessKey, signature, expires] = ['AWSAccessKeyId', 'Signature', 'Expires'].map((name) =>
    request.parameter(name),
  );
  if (
    accessKey === undefined ||
    signature === undefined ||
    expires === undefined ||
    !/^\d{1,12}$/.test(expires)
  ) {
    throw new S3Error('AccessDenied', {
      message: 'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
    });
  }
  const sessionToken = request.parameter('x-amz-security-token');
  return { accessKey, signature, expires: new Date(Number(expires) * 1000), sessionToken };
}

/** @throws S3Error `SignatureDoesNotMatch` */
export function verifyPresignedV2(
  request: S3Request,
  { signature, accessKey }: PresignedV2,
  user: User,
): void {
  const text = stringToSignV2(request);
  const expected = createHmac('sha1', user.secretKey).update(text, 'latin1').digest('base64');
  if (sameSignature(expected, signature)) return;
  throw new S3Error('SignatureDoesNotMatch', {
    fields: { AWSAccessKeyId: accessKey, StringToSign: text, SignatureProvided: signature },
  });
}

function stringToSignV2(request: S3Request): string {
  const header = (name: string) => request.header(name) ?? '';
  const lines = [
    request.method,
    header('content-md5'),
    header('content-type'),
    request.parameter('Expires') ?? '',
  ];
  return `${lines.join('\n')}\n${amazonHeaders(request)}${resource(request)}`;
}

/** Headers of the signer that the URL carries in its query count as headers. */
function amazonHeaders(request: S3Request): string {
  const headers = new Map<string, string>();
  for (const { name, value } of request.parameters) headers.set(name.toLowerCase(), value);
  for (const [name, values] of request.headers) headers.set(name, values.join(','));
  const names = [...headers.keys()].filter((name) => name.startsWith('x-amz-')).sort();
  return names.map((name) => `${name}:${headers.get(name)?.trim()}\n`).join('');
}

function resource(request: S3Request): string {
  const { bucket, virtualHost } = request.address;
  const parameters = request.parameters
    .filter(({ name }) => SIGNED_PARAMETERS.has(name))
    .map(({ name, rawValue, value }) => (rawValue === '' ? name : `${name}=${value}`))
    .sort();
  const query = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return `${virtualHost ? `/${bucket}` : ''}${request.rawPath}${query}`;
}
