import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { readText } from '../operations/documents.ts';
import { toXml } from '../xml.ts';
import { setConfiguration } from './stored.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html */
const MAXIMUM_POLICY_BYTES = 20 * 1024;

interface Statement {
  Effect: string;
  Principal?: unknown;
  Condition?: unknown;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export async function getBucketPolicy(context: Context): Promise<Answer> {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: policyOf(context) };
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 * @throws S3Error `MalformedPolicy`, and `AccessDenied` for a public policy where Block Public Access refuses those
 */
export async function putBucketPolicy(context: Context): Promise<Answer> {
  const policy = await readText(context);
  const statements = parsePolicy(policy);
  if (context.bucket.record.publicAccessBlock?.blockPublicPolicy === true && isPublicPolicy(statements)) {
    throw new S3Error('AccessDenied', {
      message:
        'User is not authorized to perform: s3:PutBucketPolicy because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
    });
  }
  await setConfiguration(context, 'policy', policy);
  return { status: 204 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export async function deleteBucketPolicy(context: Context): Promise<Answer> {
  await setConfiguration(context, 'policy', undefined);
  return { status: 204 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export async function getBucketPolicyStatus(context: Context): Promise<Answer> {
  const isPublic = isPublicPolicy(parsePolicy(policyOf(context)));
  return { status: 200, body: toXml('PolicyStatus', { IsPublic: isPublic ? 'TRUE' : 'FALSE' }) };
}

/** A policy is public when it allows everybody something without a condition. */
function isPublicPolicy(statements: readonly Statement[]): boolean {
  return statements.some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' && Condition === undefined && namesEverybody(Principal),
  );
}

function namesEverybody(principal: unknown): boolean {
  if (principal === '*') return true;
  const accounts = isRecord(principal) ? principal['AWS'] : undefined;
  return [accounts].flat().includes('*');
}

function policyOf({ bucket: { record } }: Context): string {
  if (record.policy !== undefined) return record.policy;
  throw new S3Error('NoSuchBucketPolicy', { fields: { BucketName: record.name } });
}

/** The statements of a policy: valid JSON, not too long, each with an effect, somebody, an action and a resource. */
function parsePolicy(text: string): Statement[] {
  if (Buffer.byteLength(text) > MAXIMUM_POLICY_BYTES)
    throw malformed('Policy exceeds the maximum allowed document size.');
  const document = parseJson(text);
  if (!isRecord(document)) throw new S3Error('MalformedPolicy');
  const statements = [document['Statement']].flat();
  if (document['Statement'] === undefined || statements.length === 0) {
    throw malformed('Missing required field Statement');
  }
  return statements.map(checkStatement);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new S3Error('MalformedPolicy');
  }
}

function checkStatement(statement: unknown): Statement {
  if (!isRecord(statement)) throw malformed('Policy has invalid statement');
  const { Effect, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') throw malformed(`Invalid effect: ${String(Effect)}`);
  for (const name of ['Principal', 'Action', 'Resource']) {
    if (statement[name] === undefined && statement[`Not${name}`] === undefined) {
      throw malformed(`Missing required field ${name}`);
    }
  }
  return { Effect, Principal: statement['Principal'], Condition };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(message: string): S3Error {
  return new S3Error('MalformedPolicy', { message });
}
