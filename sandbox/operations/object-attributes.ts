import type { Answer, Context } from '../context.ts';
import { invalidArgument } from '../errors.ts';
import type { ObjectVersion } from '../store/types.ts';
import { toXml } from '../xml.ts';
import type { XmlValue } from '../xml.ts';
import { checkCustomerKey } from './encryption.ts';
import { takePage } from './listing.ts';
import { findObject, versionHeader } from './versions.ts';

const NAMES: ReadonlySet<string> = new Set(['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize']);
const MAXIMUM_PARTS = 1000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export async function getObjectAttributes(context: Context): Promise<Answer> {
  const object = findObject(context.bucket, context.key, context.versionId);
  checkCustomerKey(context, object.encryption);
  const wanted = wantedNames(context);
  const all: Record<string, XmlValue> = {
    ETag: object.etag,
    Checksum: {
      [`Checksum${object.checksum.algorithm}`]: object.checksum.value.replace(/-\d+$/, ''),
      ChecksumType: object.checksum.type,
    },
    ObjectParts: object.multipart ? describeParts(context, object) : undefined,
    StorageClass: object.storageClass,
    ObjectSize: object.size,
  };
  const content = Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
  return {
    status: 200,
    headers: {
      'last-modified': new Date(object.lastModified).toUTCString(),
      ...versionHeader(context.bucket.record, object),
    },
    body: toXml('GetObjectAttributesResponse', content),
  };
}

function wantedNames(context: Context): string[] {
  const header = (context.request.headers.get('x-amz-object-attributes') ?? []).join(',');
  const names = header.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !NAMES.has(name));
  if (unknown === undefined) return names;
  throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', unknown);
}

function describeParts(context: Context, object: ObjectVersion): XmlValue {
  const marker = Number(context.header('x-amz-part-number-marker') ?? '0');
  const maximum = Math.min(Number(context.header('x-amz-max-parts') ?? MAXIMUM_PARTS), MAXIMUM_PARTS);
  const { page, truncated } = takePage(
    object.parts.filter((part) => part.number > marker),
    maximum,
  );
  return {
    PartsCount: object.parts.length,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: maximum,
    IsTruncated: truncated,
    Part: page.map((part) => ({
      PartNumber: part.number,
      Size: part.size,
      [`Checksum${object.checksum.algorithm}`]: part.checksum,
    })),
  };
}
