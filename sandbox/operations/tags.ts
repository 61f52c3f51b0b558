import { S3Error } from '../errors.ts';
import { children, requiredText } from '../xml.ts';
import type { XmlNode, XmlValue } from '../xml.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const MAXIMUM_OBJECT_TAGS = 10;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html */
export const MAXIMUM_BUCKET_TAGS = 50;
const MAXIMUM_NAME_LENGTH = 128;
const MAXIMUM_VALUE_LENGTH = 256;

/** Reads the `x-amz-tagging` header, which has the form of a query. */
export function tagsFromHeader(header: string | undefined): Record<string, string> {
  if (header === undefined || header === '') return {};
  return checkedTags([...new URLSearchParams(header)]);
}

/** Reads a `Tagging` document. */
export function tagsFromXml(document: XmlNode, maximum = MAXIMUM_OBJECT_TAGS): Record<string, string> {
  const [set] = children(document, 'TagSet');
  if (set === undefined) throw new S3Error('MalformedXML');
  return checkedTags(
    children(set, 'Tag').map((tag) => [requiredText(tag, 'Key'), requiredText(tag, 'Value')]),
    maximum,
  );
}

/** The content of a `Tagging` document. */
export function tagsToXml(tags: Record<string, string>): { [name: string]: XmlValue } {
  return { TagSet: { Tag: Object.entries(tags).map(([name, value]) => ({ Key: name, Value: value })) } };
}

function checkedTags(
  pairs: [name: string, value: string][],
  maximum = MAXIMUM_OBJECT_TAGS,
): Record<string, string> {
  if (pairs.length > maximum) {
    const what = maximum === MAXIMUM_OBJECT_TAGS ? 'Object' : 'Bucket';
    throw new S3Error('BadRequest', { message: `${what} tags cannot be greater than ${maximum}` });
  }
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) {
    throw new S3Error('InvalidTag', { message: 'Cannot provide multiple Tags with the same key' });
  }
  for (const [name, value] of pairs) checkTag(name, value);
  return Object.fromEntries(pairs);
}

function checkTag(name: string, value: string): void {
  const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  if (name === '' || name.length > MAXIMUM_NAME_LENGTH || !allowed.test(name)) {
    throw new S3Error('InvalidTag', {
      message: 'The TagKey you have provided is invalid',
      fields: { TagKey: name },
    });
  }
  if (name.startsWith('aws:')) {
    throw new S3Error('InvalidTag', { message: 'System tags cannot be added/updated by requester' });
  }
  if (value.length > MAXIMUM_VALUE_LENGTH || !allowed.test(value)) {
    throw new S3Error('InvalidTag', {
      message: 'The TagValue you have provided is invalid',
      fields: { TagKey: name, TagValue: value },
    });
  }
}
