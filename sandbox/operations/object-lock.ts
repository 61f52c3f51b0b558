import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { ObjectLock, ObjectVersion } from '../store/types.ts';
import { childText, requiredText, toXml } from '../xml.ts';
import { readDocument } from './documents.ts';
import { bypassesGovernance, checkUnlocked, parseRetention, requireLock } from './lock.ts';
import { changeVersion, findObject } from './versions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html */
export async function getObjectRetention(context: Context): Promise<Answer> {
  const { mode, retainUntil } = lockedObject(context).lock;
  if (mode === undefined) throw new S3Error('NoSuchObjectLockConfiguration');
  return { status: 200, body: toXml('Retention', { Mode: mode, RetainUntilDate: retainUntil }) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html: it can be tightened freely, and loosened only by a bypass. */
export async function putObjectRetention(context: Context): Promise<Answer> {
  const object = lockedObject(context);
  const document = await readDocument(context, 'Retention');
  const mode = childText(document, 'Mode');
  const until = childText(document, 'RetainUntilDate');
  if ((mode === undefined) !== (until === undefined)) throw new S3Error('MalformedXML');
  const retention =
    mode === undefined || until === undefined
      ? { mode: undefined, retainUntil: undefined }
      : parseRetention(mode, until, context.now);
  if (loosens(object.lock, retention))
    checkUnlocked(
      { ...object, lock: { ...object.lock, legalHold: 'OFF' } },
      context.now,
      bypassesGovernance(context),
    );
  await changeVersion(context, context.bucket, context.key, {
    ...object,
    lock: { ...object.lock, ...retention },
  });
  return { status: 200 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html */
export async function getObjectLegalHold(context: Context): Promise<Answer> {
  const { legalHold } = lockedObject(context).lock;
  if (legalHold === undefined) throw new S3Error('NoSuchObjectLockConfiguration');
  return { status: 200, body: toXml('LegalHold', { Status: legalHold }) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html */
export async function putObjectLegalHold(context: Context): Promise<Answer> {
  const object = lockedObject(context);
  const status = requiredText(await readDocument(context, 'LegalHold'), 'Status');
  if (status !== 'ON' && status !== 'OFF') throw new S3Error('MalformedXML');
  await changeVersion(context, context.bucket, context.key, {
    ...object,
    lock: { ...object.lock, legalHold: status },
  });
  return { status: 200 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html */
export async function getObjectLockConfiguration(context: Context): Promise<Answer> {
  const { objectLock, objectLockConfiguration, name } = context.bucket.record;
  if (!objectLock)
    throw new S3Error('ObjectLockConfigurationNotFoundError', { fields: { BucketName: name } });
  const configuration = objectLockConfiguration ?? { ObjectLockEnabled: 'Enabled' };
  return { status: 200, body: toXml('ObjectLockConfiguration', configuration) };
}

function lockedObject(context: Context): ObjectVersion {
  requireLock(context.bucket.record);
  return findObject(context.bucket, context.key, context.versionId);
}

function loosens(current: ObjectLock, wanted: ObjectLock): boolean {
  if (current.retainUntil === undefined) return false;
  const shorter = wanted.retainUntil === undefined || wanted.retainUntil < current.retainUntil;
  return shorter || (current.mode === 'COMPLIANCE' && wanted.mode !== 'COMPLIANCE');
}
