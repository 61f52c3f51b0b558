import type { Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import type { Checksum, ChecksumAlgorithm } from '../store/types.ts';
import { ALGORITHMS } from './digests.ts';
import type { Digests } from './digests.ts';

/** What S3 computes when the client names no algorithm. */
export const DEFAULT_ALGORITHM: ChecksumAlgorithm = 'CRC64NVME';
const ALGORITHM_NAMES = Object.keys(ALGORITHMS) as ChecksumAlgorithm[];

export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** What the client says the content's checksum is; `value` is undefined while it is still to come in a trailer. */
export interface ExpectedChecksum {
  algorithm: ChecksumAlgorithm;
  value?: string;
}

/** Reads the one checksum that may come with a request, in a header or announced as a trailer. */
export function expectedChecksum(context: Context): ExpectedChecksum | undefined {
  refuseUnknown(context);
  const announced = ALGORITHM_NAMES.filter((name) => trailerNames(context).includes(checksumHeader(name)));
  const present = ALGORITHM_NAMES.filter((name) => context.header(checksumHeader(name)) !== undefined);
  const [algorithm, ...others] = [...present, ...announced];
  if (others.length > 0) {
    throw new S3Error('InvalidRequest', {
      message: 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    });
  }
  if (algorithm === undefined) return refuseMissingChecksum(context);
  const value = context.header(checksumHeader(algorithm));
  if (value !== undefined) checkForm(algorithm, value);
  return { algorithm, value };
}

/** Headers that begin like a checksum's, and are none. */
const NO_CHECKSUMS: ReadonlySet<string> = new Set(['algorithm', 'mode', 'type']);

/** A checksum that cannot be verified is refused, not passed over: S3 has XXHash too, this server has not. */
function refuseUnknown(context: Context): void {
  const known = new Set([...NO_CHECKSUMS, ...ALGORITHM_NAMES.map((name) => name.toLowerCase())]);
  const unknown = [...context.headerNames(), ...trailerNames(context)]
    .filter((name) => name.startsWith('x-amz-checksum-'))
    .find((name) => !known.has(name.slice('x-amz-checksum-'.length)));
  if (unknown === undefined) return;
  throw new S3Error('NotImplemented', { fields: { Header: unknown } });
}

/** `x-amz-checksum-algorithm` or `x-amz-sdk-checksum-algorithm` as one of the names. */
export function parseAlgorithm(name: string): ChecksumAlgorithm {
  const algorithm = ALGORITHM_NAMES.find((candidate) => candidate === name.toUpperCase());
  if (algorithm !== undefined) return algorithm;
  throw new S3Error('InvalidRequest', {
    message: `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${ALGORITHM_NAMES.join(', ')}]`,
  });
}

/** Refuses content whose checksum or MD5 is not what the client said. */
export function verifyDigests(
  context: Context,
  expected: ExpectedChecksum | undefined,
  { md5, checksums }: Digests,
): void {
  const contentMd5 = expectedMd5(context);
  if (contentMd5 !== undefined && contentMd5 !== md5.toString('base64')) {
    throw new S3Error('BadDigest', {
      fields: { ExpectedDigest: contentMd5, CalculatedDigest: md5.toString('base64') },
    });
  }
  if (expected === undefined) return;
  const value = expected.value ?? context.body.trailers.get(checksumHeader(expected.algorithm));
  if (value === undefined) throw new S3Error('MalformedTrailerError');
  checkForm(expected.algorithm, value);
  if (value !== checksums.get(expected.algorithm)) throw checksumMismatch(expected.algorithm);
}

export function checksumMismatch(algorithm: ChecksumAlgorithm): S3Error {
  return new S3Error('BadDigest', {
    message: `The ${algorithm} you specified did not match the calculated checksum.`,
  });
}

/** The answer headers that tell a checksum. */
export function checksumHeaders({ algorithm, type, value }: Checksum): Record<string, string> {
  return { [checksumHeader(algorithm)]: value, 'x-amz-checksum-type': type };
}

/** Content-MD5, checked for its form. */
export function expectedMd5(context: Context): string | undefined {
  const value = context.request.header('content-md5');
  if (value === undefined || isBase64(value, 16)) return value;
  throw new S3Error('InvalidDigest', { fields: { 'Content-MD5': value } });
}

function checkForm(algorithm: ChecksumAlgorithm, value: string): void {
  if (isBase64(value, ALGORITHMS[algorithm].bytes)) return;
  throw new S3Error('InvalidRequest', {
    message: `Value for ${checksumHeader(algorithm)} header is invalid.`,
  });
}

function isBase64(value: string, bytes: number): boolean {
  const decoded = Buffer.from(value, 'base64');
  return decoded.length === bytes && decoded.toString('base64') === value;
}

function trailerNames(context: Context): string[] {
  const names = (context.header('x-amz-trailer') ?? '').toLowerCase().split(',');
  const unknown = names
    .map((name) => name.trim())
    .find((name) => name !== '' && !name.startsWith('x-amz-checksum-'));
  if (unknown === undefined) return names.map((name) => name.trim());
  throw new S3Error('InvalidRequest', {
    message: 'The value specified in the x-amz-trailer header is not supported',
  });
}

function refuseMissingChecksum(context: Context): undefined {
  const named = context.header('x-amz-sdk-checksum-algorithm');
  if (named === undefined) return undefined;
  parseAlgorithm(named);
  throw new S3Error('InvalidRequest', {
    message:
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
  });
}

/** `x-amz-checksum-type` as one of S3's two. */
export function parseChecksumType(text: string): Checksum['type'] {
  const type = text.toUpperCase();
  if (type === 'FULL_OBJECT' || type === 'COMPOSITE') return type;
  throw invalidArgument('Value for x-amz-checksum-type header is invalid.', 'x-amz-checksum-type', text);
}
