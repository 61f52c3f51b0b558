import type { PublicAccessBlockConfiguration } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  BOB_ARN,
  BUCKET,
  OBJECTS,
  OTHER_ACCOUNT,
  STRANGER_ARN,
  allow,
  deny,
  documentOf,
  useLaboratory,
} from './laboratory.ts';
import type { Statement, Who } from './laboratory.ts';
import { get } from './requests.ts';

const laboratory = useLaboratory();

const everybody = (more: object = {}): Statement =>
  allow('s3:GetObject', { Principal: '*', Resource: OBJECTS, ...more });
const to = (AWS: string): Statement => everybody({ Principal: { AWS } });
const under = (operator: string, key: string, value: string | string[]) =>
  everybody({ Condition: { [operator]: { [key]: value } } });

async function block(PublicAccessBlockConfiguration: PublicAccessBlockConfiguration): Promise<void> {
  const administrator = laboratory.client('administrator');
  await administrator.putPublicAccessBlock({ Bucket: BUCKET, PublicAccessBlockConfiguration });
}

beforeEach(() => block({}));

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
describe('a policy counts as public', () => {
  it.each<[string, boolean, Statement[]]>([
    ['when it allows everybody', true, [everybody()]],
    ['when it allows every AWS principal', true, [to('*')]],
    ['not when it names a user', false, [to(BOB_ARN)]],
    ['not when it names another account', false, [to(OTHER_ACCOUNT)]],
    ['not when it denies everybody', false, [deny('s3:GetObject', { Principal: '*', Resource: OBJECTS })]],
    ['when one of its statements does', true, [to(BOB_ARN), everybody()]],
    ['not with fixed addresses', false, [under('IpAddress', 'aws:SourceIp', '203.0.113.0/24')]],
    ['with half of all addresses', true, [under('IpAddress', 'aws:SourceIp', '0.0.0.0/1')]],
    ['with all but some addresses', true, [under('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24')]],
    ['not with a fixed organization', false, [under('StringEquals', 'aws:PrincipalOrgID', 'o-example')]],
    ['with any organization', true, [under('StringLike', 'aws:PrincipalOrgID', 'o-*')]],
    ['not with a fixed account', false, [under('StringEquals', 'aws:PrincipalAccount', ACCOUNT)]],
    ['not with a fixed VPC endpoint', false, [under('StringEquals', 'aws:SourceVpce', 'vpce-1a2b3c4d')]],
    [
      'with a VPC endpoint only where there is one',
      true,
      [under('StringEqualsIfExists', 'aws:SourceVpce', 'vpce-1a2b3c4d')],
    ],
    ['with a condition that anybody can meet', true, [under('Bool', 'aws:SecureTransport', 'true')]],
    ['with a referer', true, [under('StringLike', 'aws:Referer', 'https://example.com/*')]],
  ])('%s', async (_name, expected, bucket) => {
    await laboratory.enact('nobody', { bucket });
    const { PolicyStatus } = await laboratory.client('root').getBucketPolicyStatus({ Bucket: BUCKET });
    expect(PolicyStatus?.IsPublic).toBe(expected);
  });
});

describe('BlockPublicPolicy', () => {
  it('refuses a public policy, and no other', async () => {
    await laboratory.enact('nobody', { bucket: [to(BOB_ARN)] });
    await block({ BlockPublicPolicy: true });
    const put = (statement: Statement) =>
      laboratory.client('bob').putBucketPolicy({ Bucket: BUCKET, Policy: documentOf([statement]) });
    await laboratory.enact('bob', { identity: [allow('s3:*')], bucket: [to(BOB_ARN)] });
    await expect(put(everybody())).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${BOB_ARN} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${BUCKET}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    });
    await put(to(STRANGER_ARN));
  });
});

describe('RestrictPublicBuckets', () => {
  const stranger = { identity: [allow('s3:GetObject')] };
  it.each<[string, Who, Statement[], string, string]>([
    ['stops the anonymous caller', 'nobody', [everybody()], 'allowed', 'AccessDenied'],
    ['stops another account', 'stranger', [everybody()], 'allowed', 'AccessDenied'],
    [
      'stops the account that a public policy names too',
      'stranger',
      [everybody(), to(STRANGER_ARN)],
      'allowed',
      'AccessDenied',
    ],
    ['leaves a policy alone that is not public', 'stranger', [to(STRANGER_ARN)], 'allowed', 'allowed'],
    ["leaves the owner's users alone", 'bob', [everybody()], 'allowed', 'allowed'],
    [
      'leaves denials in force',
      'stranger',
      [everybody(), deny('s3:GetObject', { Principal: '*', Resource: OBJECTS })],
      'AccessDenied',
      'AccessDenied',
    ],
  ])('%s', async (_name, who, bucket, without, restricted) => {
    await laboratory.enact(who, { bucket, ...(who === 'stranger' && stranger) });
    expect(await laboratory.outcome(who, get())).toBe(without);
    await block({ RestrictPublicBuckets: true });
    expect(await laboratory.outcome(who, get())).toBe(restricted);
  });
});
