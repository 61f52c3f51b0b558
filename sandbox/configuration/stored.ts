import type { Answer, Context, Handler } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import { readDocument } from '../operations/documents.ts';
import type { BucketConfiguration } from '../store/types.ts';
import { toXml } from '../xml.ts';
import type { XmlValue } from '../xml.ts';
import type { Shape } from '../xml-shape.ts';

/** A document that is kept with a bucket, and the names it goes by. */
export interface StoredDocument<Name extends keyof BucketConfiguration> {
  /** The member of the bucket's record. */
  member: Name;
  /** The document's root element. */
  root: string;
  shape: Shape<NonNullable<BucketConfiguration[Name]> & XmlValue>;
  /** The error that a bucket without one answers with; undefined: an empty document. */
  missing?: ErrorCode;
  /** Refuses what the shape cannot tell, and may complete the document. */
  check?: (
    configuration: NonNullable<BucketConfiguration[Name]>,
    context: Context,
  ) => NonNullable<BucketConfiguration[Name]> | Promise<NonNullable<BucketConfiguration[Name]>>;
}

/** The three handlers of a document that a bucket keeps. */
export function storedDocument<Name extends keyof BucketConfiguration>(
  document: StoredDocument<Name>,
): { get: Handler; put: Handler; remove: Handler } {
  return {
    get: async ({ bucket: { record } }) => ({
      status: 200,
      body: describe(document, record[document.member], record.name),
    }),
    put: (context) => putDocument(context, document),
    remove: async (context) => {
      await setConfiguration(context, document.member, undefined);
      return { status: 204 };
    },
  };
}

/** Replaces one part of a bucket's configuration, and settles when it is stored. */
export async function setConfiguration<Name extends keyof BucketConfiguration>(
  { bucket: { record }, store }: Context,
  member: Name,
  value: BucketConfiguration[Name],
): Promise<void> {
  const configuration: BucketConfiguration = record;
  configuration[member] = value;
  await store.saveBucket(record.name);
}

async function putDocument<Name extends keyof BucketConfiguration>(
  context: Context,
  { member, root, shape, check }: StoredDocument<Name>,
): Promise<Answer> {
  const read = shape.read([await readDocument(context, root)]);
  await setConfiguration(context, member, check === undefined ? read : await check(read, context));
  return { status: 200 };
}

function describe<Name extends keyof BucketConfiguration>(
  { root, missing }: StoredDocument<Name>,
  value: BucketConfiguration[Name],
  bucket: string,
): string {
  if (value === undefined && missing !== undefined)
    throw new S3Error(missing, { fields: { BucketName: bucket } });
  return toXml(root, (value ?? {}) as { readonly [name: string]: XmlValue });
}
