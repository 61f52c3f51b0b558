import { authorizeDeletion } from '../authorize.ts';
import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { childText, children, requiredText, toXml } from '../xml.ts';
import type { XmlNode, XmlValue } from '../xml.ts';
import { checkDeleteCondition, deleteKey } from './delete-object.ts';
import { readDocument, requireIntegrity } from './documents.ts';

const MAXIMUM_KEYS = 1000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html: 200 with an answer for every key. */
export async function deleteObjects(context: Context): Promise<Answer> {
  requireIntegrity(context);
  const document = await readDocument(context, 'Delete');
  const objects = children(document, 'Object');
  if (objects.length === 0 || objects.length > MAXIMUM_KEYS) throw new S3Error('MalformedXML');
  const quiet = childText(document, 'Quiet') === 'true';
  const deleted: XmlValue[] = [];
  const errors: XmlValue[] = [];
  for (const object of objects) {
    const key = requiredText(object, 'Key');
    const versionId = childText(object, 'VersionId');
    try {
      deleted.push(await deleteOne(context, object, key, versionId));
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      errors.push({ Key: key, VersionId: versionId, Code: error.code, Message: error.message });
    }
  }
  return { status: 200, body: toXml('DeleteResult', { Deleted: quiet ? [] : deleted, Error: errors }) };
}

async function deleteOne(
  context: Context,
  object: XmlNode,
  key: string,
  versionId: string | undefined,
): Promise<XmlValue> {
  const etag = childText(object, 'ETag');
  authorizeDeletion(context, key, { versionId, etag });
  if (etag !== undefined) checkDeleteCondition(context.bucket, key, etag);
  const deletion = await deleteKey(context, context.bucket, key, versionId);
  return {
    Key: key,
    VersionId: versionId,
    DeleteMarker: deletion.deleteMarker ? true : undefined,
    DeleteMarkerVersionId: deletion.deleteMarker ? deletion.versionId : undefined,
  };
}
