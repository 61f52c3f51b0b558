import { checkBucketPolicy } from '../authorization/bucket-policy-rules.ts';
import { refusedBy } from '../authorization/decide.ts';
import { isPublicPolicy } from '../authorization/public-policy.ts';
import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { readText } from '../operations/documents.ts';
import { toXml } from '../xml.ts';
import { setConfiguration } from './stored.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export async function getBucketPolicy(context: Context): Promise<Answer> {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: policyOf(context) };
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 * @throws S3Error `MalformedPolicy`, and `AccessDenied` for a public policy where Block Public Access refuses those
 */
export async function putBucketPolicy(context: Context): Promise<Answer> {
  const text = await readText(context);
  const policy = checkBucketPolicy(text, context.bucketName);
  if (context.bucket.record.publicAccessBlock?.blockPublicPolicy === true && isPublicPolicy(policy)) {
    throw refusedBy(context, 's3:PutBucketPolicy', 'public policies are prevented by the BlockPublicPolicy');
  }
  await setConfiguration(context, 'policy', text);
  return { status: 204 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export async function deleteBucketPolicy(context: Context): Promise<Answer> {
  await setConfiguration(context, 'policy', undefined);
  return { status: 204 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export async function getBucketPolicyStatus(context: Context): Promise<Answer> {
  const isPublic = isPublicPolicy(checkBucketPolicy(policyOf(context), context.bucketName));
  return { status: 200, body: toXml('PolicyStatus', { IsPublic: isPublic ? 'TRUE' : 'FALSE' }) };
}

function policyOf({ bucket: { record } }: Context): string {
  if (record.policy !== undefined) return record.policy;
  throw new S3Error('NoSuchBucketPolicy', { fields: { BucketName: record.name } });
}
