import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { PublicAccessBlock } from '../store/types.ts';
import { childText, children, requiredText, toXml } from '../xml.ts';
import { parseOwnership } from './create-bucket.ts';
import { readDocument } from './documents.ts';
import { onlyOwner } from './grants.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html: empty for a bucket that never had it. */
export async function getBucketVersioning(context: Context): Promise<Answer> {
  return {
    status: 200,
    body: toXml('VersioningConfiguration', { Status: context.bucket.record.versioning }),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export async function putBucketVersioning(context: Context): Promise<Answer> {
  const { record } = context.bucket;
  const status = requiredText(await readDocument(context, 'VersioningConfiguration'), 'Status');
  if (status !== 'Enabled' && status !== 'Suspended') throw new S3Error('MalformedXML');
  if (record.objectLock && status === 'Suspended') {
    throw new S3Error('InvalidBucketState', {
      message:
        'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    });
  }
  record.versioning = status;
  await context.store.saveBucket(record.name);
  return { status: 200 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export async function getBucketOwnershipControls(context: Context): Promise<Answer> {
  const { ownership, name } = context.bucket.record;
  if (ownership === undefined)
    throw new S3Error('OwnershipControlsNotFoundError', { fields: { BucketName: name } });
  return { status: 200, body: toXml('OwnershipControls', { Rule: { ObjectOwnership: ownership } }) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
export async function putBucketOwnershipControls(context: Context): Promise<Answer> {
  const { record } = context.bucket;
  const rules = children(await readDocument(context, 'OwnershipControls'), 'Rule');
  const [rule] = rules;
  if (rule === undefined || rules.length > 1) throw new S3Error('MalformedXML');
  const ownership = parseOwnership(requiredText(rule, 'ObjectOwnership'));
  if (ownership === 'BucketOwnerEnforced' && !onlyOwner(record, record.grants)) {
    throw new S3Error('InvalidBucketAclWithObjectOwnership');
  }
  record.ownership = ownership;
  await context.store.saveBucket(record.name);
  return { status: 200 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html */
export async function deleteBucketOwnershipControls(context: Context): Promise<Answer> {
  const { record } = context.bucket;
  delete record.ownership;
  await context.store.saveBucket(record.name);
  return { status: 204 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export async function getPublicAccessBlock(context: Context): Promise<Answer> {
  const { publicAccessBlock, name } = context.bucket.record;
  if (publicAccessBlock === undefined)
    throw new S3Error('NoSuchPublicAccessBlockConfiguration', { fields: { BucketName: name } });
  const settings = {
    BlockPublicAcls: publicAccessBlock.blockPublicAcls,
    IgnorePublicAcls: publicAccessBlock.ignorePublicAcls,
    BlockPublicPolicy: publicAccessBlock.blockPublicPolicy,
    RestrictPublicBuckets: publicAccessBlock.restrictPublicBuckets,
  };
  return { status: 200, body: toXml('PublicAccessBlockConfiguration', settings) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html: a setting left out is off. */
export async function putPublicAccessBlock(context: Context): Promise<Answer> {
  const { record } = context.bucket;
  const document = await readDocument(context, 'PublicAccessBlockConfiguration');
  const isOn = (name: string) => childText(document, name)?.toLowerCase() === 'true';
  const settings: PublicAccessBlock = {
    blockPublicAcls: isOn('BlockPublicAcls'),
    ignorePublicAcls: isOn('IgnorePublicAcls'),
    blockPublicPolicy: isOn('BlockPublicPolicy'),
    restrictPublicBuckets: isOn('RestrictPublicBuckets'),
  };
  record.publicAccessBlock = settings;
  await context.store.saveBucket(record.name);
  return { status: 200 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html */
export async function deletePublicAccessBlock(context: Context): Promise<Answer> {
  const { record } = context.bucket;
  delete record.publicAccessBlock;
  await context.store.saveBucket(record.name);
  return { status: 204 };
}
