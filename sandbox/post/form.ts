import { once } from 'node:events';
import { Busboy } from '@fastify/busboy';
import type { BusboyFileStream, BusboyInstance } from '@fastify/busboy';
import { S3Error } from '../errors.ts';

/** What may come before the file: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const MAXIMUM_FIELD_BYTES = 20_000;
const MAXIMUM_FIELDS = 200;

/** A form with one file, of which everything before the file has been read. */
export interface Form {
  /** By lower-case name; `${filename}` stands in them as it was sent. */
  fields: ReadonlyMap<string, string>;
  filename: string;
  /** Its content; it fails when the form ends before the file does. */
  file: AsyncIterable<Uint8Array>;
  /** Reads what is left, and forgets it, so that the client can be answered. */
  discard(): void;
}

/**
 * Reads a `multipart/form-data` body up to its file; what comes after the file is ignored, as S3 does.
 * @throws S3Error when it is no such form, has no file, or too much before it
 */
export async function readForm(content: AsyncIterable<Uint8Array>, contentType: string): Promise<Form> {
  const parser = createParser(contentType);
  const fields = new Map<string, string>();
  let file: BusboyFileStream | undefined;
  parser.on('field', (name: string | undefined, value, _nameTruncated, valueTruncated) => {
    if (name === undefined || file !== undefined) return;
    fields.set(name.toLowerCase(), value);
    if (valueTruncated || sizeOf(fields) > MAXIMUM_FIELD_BYTES) {
      parser.emit('error', new S3Error('MaxPostPreDataLengthExceededError'));
    }
  });
  return new Promise<Form>((resolve, reject) => {
    parser.on('file', (_name, stream, filename: string | undefined) => {
      stream.on('error', () => undefined);
      if (file !== undefined) stream.resume();
      else {
        file = stream;
        resolve({
          fields,
          filename: filename ?? '',
          file: read(stream),
          discard: () => void stream.resume(),
        });
      }
    });
    parser.on('finish', () => reject(missingFile()));
    const fail = (error: unknown) => {
      const refusal = error instanceof S3Error ? error : malformed();
      file?.destroy(refusal);
      reject(refusal);
    };
    parser.on('error', fail);
    feed(content, parser).catch(fail);
  });
}

function sizeOf(fields: ReadonlyMap<string, string>): number {
  return [...fields].reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
}

async function* read(stream: BusboyFileStream): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw error instanceof S3Error ? error : malformed();
  }
}

/** Writes a body to the parser; after an error the rest is read and dropped, so that the client hears of it. */
async function feed(content: AsyncIterable<Uint8Array>, parser: BusboyInstance): Promise<void> {
  let failed = false;
  parser.once('error', () => {
    failed = true;
  });
  for await (const chunk of content) {
    if (!failed && !parser.write(chunk)) await once(parser, 'drain').catch(() => undefined);
  }
  if (!failed) parser.end();
}

function createParser(contentType: string): BusboyInstance {
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(contentType)) {
    const condition = 'Bucket POST must be of the enclosure-type multipart/form-data';
    throw new S3Error('PreconditionFailed', { fields: { Condition: condition } });
  }
  if (!/;\s*boundary=(?:"[^"]+"|[^";\s]+)/i.test(contentType)) throw malformed();
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { fields: MAXIMUM_FIELDS, fieldSize: MAXIMUM_FIELD_BYTES, fieldNameSize: 1024 },
      isPartAFile: (name) => name?.toLowerCase() === 'file',
    });
  } catch {
    throw malformed();
  }
}

function malformed(): S3Error {
  return new S3Error('MalformedPOSTRequest');
}

function missingFile(): S3Error {
  const message = 'POST requires exactly one file upload per request.';
  return new S3Error('InvalidArgument', { message, fields: { ArgumentName: 'file', ArgumentValue: '0' } });
}
