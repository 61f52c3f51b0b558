import { createHash } from 'node:crypto';
import { S3Error } from '../errors.ts';
import { ByteReader } from './byte-reader.ts';
import type { Authentication } from './authenticate.ts';
import { sameSignature, scopeText, sha256, sign } from './sigv4.ts';

/** Chunk headers and trailers are short; more is not aws-chunked. */
const MAXIMUM_LINE_BYTES = 4096;
const EMPTY_SHA256 = sha256('');

export interface ChunkedOptions {
  authentication: Authentication;
  /** False for `STREAMING-UNSIGNED-PAYLOAD-TRAILER`, whose chunks carry no signature. */
  signed: boolean;
  /** True when headers follow the last chunk. */
  trailer: boolean;
  /** `x-amz-decoded-content-length`. */
  length: number;
  /** Receives the trailing headers, lower-case. */
  trailers: Map<string, string>;
}

/**
 * Takes an `aws-chunked` body apart and verifies each chunk's signature and the trailer's.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @throws S3Error `SignatureDoesNotMatch`, `IncompleteBody`, `MalformedTrailerError`
 */
export async function* decodeChunks(
  body: AsyncIterable<Uint8Array>,
  options: ChunkedOptions,
): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(body);
  try {
    yield* decode(reader, options);
  } finally {
    await reader.close();
  }
}

async function* decode(reader: ByteReader, options: ChunkedOptions): AsyncGenerator<Uint8Array> {
  const signatures = options.signed ? new ChunkSignatures(options.authentication) : undefined;
  let remaining = options.length;
  for (;;) {
    const { size, signature } = parseChunkHeader(await readLine(reader), options.signed);
    remaining -= size;
    if (remaining < 0) throw new S3Error('IncompleteBody');
    const hash = createHash('sha256');
    for await (const piece of reader.take(size)) {
      if (options.signed) hash.update(piece);
      yield piece;
    }
    signatures?.checkChunk(hash.digest('hex'), signature);
    if (size === 0) break;
    if ((await readLine(reader)) !== '') throw new S3Error('IncompleteBody');
  }
  if (remaining !== 0) throw new S3Error('IncompleteBody');
  await readTrailers(reader, options.trailers);
  if (options.trailer) signatures?.checkTrailer(options.trailers);
}

/** Each signature covers the one before it, beginning with the request's own. */
class ChunkSignatures {
  readonly #key: Buffer;
  readonly #prefix: string;
  #previous: string;

  constructor({ seed }: Authentication) {
    if (seed === undefined) throw new S3Error('AccessDenied');
    this.#key = seed.key;
    this.#prefix = `${seed.credentials.timestamp}\n${scopeText(seed.credentials.scope)}`;
    this.#previous = seed.credentials.signature;
  }

  checkChunk(hash: string, signature: string): void {
    this.#check(['AWS4-HMAC-SHA256-PAYLOAD', this.#prefix, this.#previous, EMPTY_SHA256, hash], signature);
  }

  checkTrailer(trailers: Map<string, string>): void {
    const signature = trailers.get('x-amz-trailer-signature') ?? '';
    const lines = [...trailers].filter(([name]) => name !== 'x-amz-trailer-signature');
    const text = lines.map(([name, value]) => `${name}:${value}\n`).join('');
    this.#check(['AWS4-HMAC-SHA256-TRAILER', this.#prefix, this.#previous, sha256(text)], signature);
  }

  #check(lines: string[], signature: string): void {
    const toSign = lines.join('\n');
    if (!sameSignature(sign(this.#key, toSign), signature)) {
      throw new S3Error('SignatureDoesNotMatch', {
        fields: { StringToSign: toSign, SignatureProvided: signature },
      });
    }
    this.#previous = signature;
  }
}

function parseChunkHeader(line: string, signed: boolean): { size: number; signature: string } {
  const match = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line);
  if (match === null || (signed && match[2] === undefined)) {
    throw new S3Error('InvalidRequest', { message: 'The chunk header of the aws-chunked body is malformed' });
  }
  return { size: Number.parseInt(match[1] as string, 16), signature: match[2] ?? '' };
}

async function readTrailers(reader: ByteReader, trailers: Map<string, string>): Promise<void> {
  for (;;) {
    const line = await reader.line(MAXIMUM_LINE_BYTES);
    // A body may end right after its last trailer.
    if (line === undefined || (line === '' && reader.ended)) return;
    if (line === '') continue;
    const mark = line.indexOf(':');
    if (mark < 1) throw new S3Error('MalformedTrailerError');
    trailers.set(line.slice(0, mark).trim().toLowerCase(), line.slice(mark + 1).trim());
  }
}

async function readLine(reader: ByteReader): Promise<string> {
  const line = await reader.line(MAXIMUM_LINE_BYTES);
  if (line === undefined) throw new S3Error('IncompleteBody');
  return line;
}
