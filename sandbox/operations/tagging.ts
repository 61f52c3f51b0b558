import type { Answer, Context } from '../context.ts';
import { publish } from '../notifications/publisher.ts';
import { toXml } from '../xml.ts';
import { readDocument } from './documents.ts';
import { tagsFromXml, tagsToXml } from './tags.ts';
import { changeVersion, findObject, versionHeader } from './versions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export async function getObjectTagging(context: Context): Promise<Answer> {
  const object = findObject(context.bucket, context.key, context.versionId);
  return {
    status: 200,
    headers: versionHeader(context.bucket.record, object),
    body: toXml('Tagging', tagsToXml(object.tags)),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export async function putObjectTagging(context: Context): Promise<Answer> {
  const tags = tagsFromXml(await readDocument(context, 'Tagging'));
  return { ...(await setTags(context, tags)), status: 200 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export async function deleteObjectTagging(context: Context): Promise<Answer> {
  return { ...(await setTags(context, {})), status: 204 };
}

async function setTags(context: Context, tags: Record<string, string>): Promise<Pick<Answer, 'headers'>> {
  const { bucket, key } = context;
  const object = findObject(bucket, key, context.versionId);
  await changeVersion(context, bucket, key, { ...object, tags });
  const deleted = context.request.method === 'DELETE';
  publish(context, deleted ? 'ObjectTagging:Delete' : 'ObjectTagging:Put', key, object);
  return { headers: versionHeader(bucket.record, object) };
}
