import { S3Error } from '../errors.ts';

/** Reads lines and counted bytes from a stream of chunks, buffering no more than one of them. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #buffer: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Lets go of the stream, wherever it is. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  get ended(): boolean {
    return this.#ended && this.#buffer.length === 0;
  }

  /** The next line without its end (CR LF or LF); undefined at the end of the stream. */
  async line(maximum: number): Promise<string | undefined> {
    let end = this.#buffer.indexOf(10);
    while (end === -1 && this.#buffer.length <= maximum && (await this.#more()))
      end = this.#buffer.indexOf(10);
    if (end === -1 && this.ended) return undefined;
    if (end > maximum || (end === -1 && !this.#ended)) throw new S3Error('IncompleteBody');
    const line = this.#buffer.subarray(0, end === -1 ? undefined : end).toString('latin1');
    this.#buffer = this.#buffer.subarray(end === -1 ? this.#buffer.length : end + 1);
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  /** The next `size` bytes in pieces, as they come. */
  async *take(size: number): AsyncGenerator<Uint8Array> {
    let remaining = size;
    while (remaining > 0) {
      if (this.#buffer.length === 0 && !(await this.#more())) throw new S3Error('IncompleteBody');
      const piece = this.#buffer.subarray(0, remaining);
      this.#buffer = this.#buffer.subarray(piece.length);
      remaining -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) this.#ended = true;
    else
      this.#buffer =
        this.#buffer.length === 0 ? asBuffer(next.value) : Buffer.concat([this.#buffer, next.value]);
    return !this.#ended;
  }
}

/** The same bytes as a Buffer, not copied. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
