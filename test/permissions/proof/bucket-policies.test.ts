import { IAM } from '@aws-sdk/client-iam';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { operations } from '../../../connector/operations/index.gen.ts';
import { obeysBucketPolicy } from '../../../connector/permissions/bucket-policies.ts';
import type { PolicyDocument } from '../../../connector/permissions/index.ts';
import type { Operation } from '../../../src/index.ts';
import { attempt } from './attempt.ts';
import { ACCOUNT, KEY } from './data.ts';
import { expectRefusal } from './named.ts';
import { attachable, bucketsIn, leastFor, onBucket, permissionsIn, without } from './policies.ts';
import { rowsOf } from '../../../connector/permissions/setting.ts';
import { proofsOf, type Proof } from './proofs.ts';
import { openWorld, type User } from './world.ts';

const OTHER_ACCOUNT = '210987654321';
const STRANGER = { access_key: 'AKIASTRANGER00000000', secret_key: 'stranger' };
const THEIR_ADMINISTRATOR = { access_key: 'AKIATHEIRADMIN000000', secret_key: 'their-administrator' };

/** The key leaves access to the IAM of both accounts. */
const keyPolicy = {
  Version: '2012-10-17',
  Statement: [ACCOUNT, OTHER_ACCOUNT].map((AWS) => ({
    Effect: 'Allow',
    Principal: { AWS },
    Action: 'kms:*',
    Resource: '*',
  })),
};

const world = await openWorld({
  kms_keys: [{ id: KEY.split('/')[1] ?? '', policy: keyPolicy }],
  users: [
    { name: 'stranger', account: OTHER_ACCOUNT, policies: {}, ...STRANGER },
    { name: 'their-administrator', account: OTHER_ACCOUNT, ...THEIR_ADMINISTRATOR },
  ],
});
const iam = new IAM({
  endpoint: world.server.endpoint,
  region: world.server.region,
  credentials: {
    accessKeyId: THEIR_ADMINISTRATOR.access_key,
    secretAccessKey: THEIR_ADMINISTRATOR.secret_key,
  },
});
afterAll(() => {
  iam.destroy();
  return world.close();
});
beforeEach(() => world.restore());

const stranger: User = {
  name: 'stranger',
  keys: STRANGER,
  permit: async (document) => {
    const PolicyDocument = JSON.stringify(attachable(document));
    await iam.putUserPolicy({ UserName: 'stranger', PolicyName: 'generated', PolicyDocument });
  },
};

/** Those of which a bucket's policy can allow every action but those on keys of KMS. */
const onBuckets = Object.values<Operation>(operations).filter((operation) => {
  const rows = rowsOf(operation).filter(({ resource }) => resource !== 'kms_key');
  return rows.length > 0 && rows.every(({ resource }) => obeysBucketPolicy(operation, resource));
});

/**
 * In an account the policy of the bucket is enough, but for keys of KMS; across accounts the user's own policy has to
 * allow the same: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
describe.each(onBuckets.map((operation) => [operation.name, operation] as const))(
  'the bucket policy for %s',
  async (_, operation) => {
    const proofs = (await proofsOf(operation, world)).filter(({ indispensable }) => indispensable.length > 0);

    it.each(proofs.map((proof) => [proof.given.reason, proof] as const))(
      'is enough, and the least, for a user of the account: %s',
      async (_reason, proof) => {
        const user = await world.newUser();
        const aboutKeys = permissionsIn(proof.document).filter(({ action }) => !action.startsWith('kms:'));
        await user.permit(aboutKeys.reduce(without, proof.document));
        await prove(proof, user, `arn:aws:iam::${ACCOUNT}:user/${user.name}`);
      },
    );

    it.each(proofs.map((proof) => [proof.given.reason, proof] as const))(
      'is needed beside the policy of a user of another account: %s',
      async (_reason, proof) => {
        await stranger.permit(proof.document);
        await prove(proof, stranger, `arn:aws:iam::${OTHER_ACCOUNT}:user/stranger`);
      },
    );
  },
);

/**
 * The account that has begun an upload in parts may end it, whatever the policy of the bucket:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
const OWN_BY_ACCOUNT = 's3:AbortMultipartUpload';

async function prove({ operation, given, dataRows, indispensable }: Proof, user: User, arn: string) {
  const isNeeded = (action: string) => user !== stranger || action !== OWN_BY_ACCOUNT;
  const document = leastFor(operation, given, dataRows, arn);
  const outcomeWith = async (policy: PolicyDocument) => {
    await world.restore();
    await enact(policy, bucketsIn(document));
    return attempt(operation.name, given, user.keys, world);
  };
  expect(await outcomeWith(document), 'with the whole policy').toEqual({ result: 'succeeded' });
  for (const lost of permissionsIn(document))
    if (isNeeded(lost.action) && indispensable.some(({ action }) => action === lost.action))
      expectRefusal(await outcomeWith(without(document, lost)), lost);
}

/** Each bucket takes only what is on itself. */
async function enact(document: PolicyDocument, buckets: readonly string[]): Promise<void> {
  for (const Bucket of buckets) {
    const own = onBucket(document, Bucket);
    if (own.Statement.length > 0)
      await world.administrator.putBucketPolicy({ Bucket, Policy: JSON.stringify(own) });
  }
}
