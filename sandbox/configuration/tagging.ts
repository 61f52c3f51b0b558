import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { readDocument } from '../operations/documents.ts';
import { MAXIMUM_BUCKET_TAGS, tagsFromXml, tagsToXml } from '../operations/tags.ts';
import { toXml } from '../xml.ts';
import { setConfiguration } from './stored.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export async function getBucketTagging({ bucket: { record } }: Context): Promise<Answer> {
  if (record.tags === undefined) throw new S3Error('NoSuchTagSet', { fields: { BucketName: record.name } });
  return { status: 200, body: toXml('Tagging', tagsToXml(record.tags)) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html: the tags replace those before. */
export async function putBucketTagging(context: Context): Promise<Answer> {
  const tags = tagsFromXml(await readDocument(context, 'Tagging'), MAXIMUM_BUCKET_TAGS);
  await setConfiguration(context, 'tags', tags);
  return { status: 204 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export async function deleteBucketTagging(context: Context): Promise<Answer> {
  await setConfiguration(context, 'tags', undefined);
  return { status: 204 };
}
