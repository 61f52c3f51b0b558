import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Authentication } from './auth/authenticate.ts';
import { decodeChunks } from './auth/chunked.ts';
import { S3Error, invalidArgument } from './errors.ts';
import { bytesOf } from './message.ts';
import type { S3Request } from './request.ts';

/** A request's content, decoded and verified while it is read. */
export class RequestBody {
  /** Headers that came after an `aws-chunked` body; filled when the content has been read. */
  readonly trailers = new Map<string, string>();
  readonly #message: IncomingMessage;
  readonly #request: S3Request;
  readonly #authentication: Authentication;
  readonly #begin: () => void;
  #kept: Buffer | undefined;

  /** `begin` is called when the content is wanted; a client that waits for `100 Continue` sends it only then. */
  constructor(
    message: IncomingMessage,
    request: S3Request,
    authentication: Authentication,
    begin: () => void,
  ) {
    this.#message = message;
    this.#request = request;
    this.#authentication = authentication;
    this.#begin = begin;
  }

  /** The size of the content in bytes, as the headers tell; undefined when they do not. */
  get length(): number | undefined {
    const chunked = this.#authentication.payload.startsWith('STREAMING-');
    const text = this.#request.header(chunked ? 'x-amz-decoded-content-length' : 'content-length');
    if (text !== undefined && !/^\d{1,15}$/.test(text))
      throw invalidArgument('Invalid content length', 'content-length', text);
    return text === undefined ? undefined : Number(text);
  }

  /** The whole content, which can be read once more after this: some permissions depend on a request's document. */
  async peek(maximumBytes: number): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of this.content()) {
      size += piece.length;
      if (size > maximumBytes) throw new S3Error('MaxMessageLengthExceeded');
      pieces.push(piece);
    }
    this.#kept = Buffer.concat(pieces);
    return this.#kept;
  }

  /** The content in pieces; it fails at its end when it is not what was signed. */
  content(): AsyncGenerator<Uint8Array> {
    const { payload } = this.#authentication;
    if (this.#kept !== undefined) return once(this.#kept);
    this.#begin();
    if (payload === 'UNSIGNED-PAYLOAD') return this.#plain();
    if (/^[0-9a-f]{64}$/.test(payload)) return this.#hashed(payload);
    const mode = /^STREAMING-(AWS4-HMAC-SHA256|UNSIGNED)-PAYLOAD(-TRAILER)?$/.exec(payload);
    if (mode === null || (mode[1] === 'UNSIGNED' && mode[2] === undefined)) throw unknownPayload(payload);
    return this.#chunked(mode[1] !== 'UNSIGNED', mode[2] !== undefined);
  }

  async *#plain(): AsyncGenerator<Uint8Array> {
    yield* bytesOf(this.#message);
    if (!this.#message.complete) throw new S3Error('IncompleteBody');
  }

  async *#hashed(expected: string): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const chunk of this.#plain()) {
      hash.update(chunk);
      yield chunk;
    }
    const computed = hash.digest('hex');
    if (computed === expected) return;
    const fields = { ClientComputedContentSHA256: expected, S3ComputedContentSHA256: computed };
    throw new S3Error('XAmzContentSHA256Mismatch', { fields });
  }

  #chunked(signed: boolean, trailer: boolean): AsyncGenerator<Uint8Array> {
    const length = this.length;
    if (length === undefined) throw new S3Error('MissingContentLength');
    const { trailers } = this;
    return decodeChunks(this.#plain(), {
      authentication: this.#authentication,
      signed,
      trailer,
      length,
      trailers,
    });
  }
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

function unknownPayload(payload: string): S3Error {
  const message =
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.';
  return invalidArgument(message, 'x-amz-content-sha256', payload);
}
