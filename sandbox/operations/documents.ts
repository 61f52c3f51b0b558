import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { parseXml } from '../xml.ts';
import type { XmlNode } from '../xml.ts';
import { DEFAULT_ALGORITHM, expectedChecksum, expectedMd5, verifyDigests } from './checksums.ts';
import { ContentDigests } from './digests.ts';

/** Larger request documents are refused; a DeleteObjects or CompleteMultipartUpload of full size stays below. */
const MAXIMUM_DOCUMENT_BYTES = 4 * 1024 * 1024;

/** What the `x-amz-checksum-*` headers are about: CompleteMultipartUpload's are those of the object. */
interface ChecksumSubject {
  checksums?: 'document' | 'object';
}

/** Reads a request's document, verifies its checksum or MD5 if it has one, and returns its root element. */
export async function readDocument(
  context: Context,
  root: string,
  about: ChecksumSubject = {},
): Promise<XmlNode> {
  const document = await readOptionalDocument(context, root, about);
  if (document === undefined) throw new S3Error('MissingRequestBodyError');
  return document;
}

/** The same for a document that may be left out. */
export async function readOptionalDocument(
  context: Context,
  root: string,
  about: ChecksumSubject = {},
): Promise<XmlNode | undefined> {
  const text = await readText(context, about);
  return text === '' ? undefined : parseXml(text, root);
}

/** Reads a request's body as text, and verifies its checksum or MD5 if it has one. */
export async function readText(
  context: Context,
  { checksums = 'document' }: ChecksumSubject = {},
): Promise<string> {
  const expected = checksums === 'document' ? expectedChecksum(context) : undefined;
  const digests = new ContentDigests(expected?.algorithm ?? DEFAULT_ALGORITHM);
  const chunks: Uint8Array[] = [];
  for await (const chunk of digests.pass(context.body.content())) {
    if (digests.size > MAXIMUM_DOCUMENT_BYTES) throw new S3Error('MaxMessageLengthExceeded');
    chunks.push(chunk);
  }
  verifyDigests(context, expected, await digests.results());
  return Buffer.concat(chunks).toString('utf8');
}

/** Some APIs want proof that the document arrived whole. */
export function requireIntegrity(context: Context): void {
  if (expectedMd5(context) !== undefined || expectedChecksum(context) !== undefined) return;
  throw new S3Error('InvalidRequest', {
    message: 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
  });
}
