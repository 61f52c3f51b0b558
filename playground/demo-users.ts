import { randomBytes } from 'node:crypto';
import type { SandboxUser } from '../sandbox/index.ts';

export const LIMITED = { connection: 'limited', name: 'limited', policy: 'read-demo-media' };

/**
 * A user who may read one bucket and nothing else, so that a refusal can be seen, understood and mended: a write, or
 * another bucket, is denied.
 */
export const limitedUser = (): SandboxUser => ({
  name: LIMITED.name,
  access_key: 'AKIASANDBOXLIMITED01',
  secret_key: randomBytes(30).toString('base64'),
  policies: {
    [LIMITED.policy]: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:ListAllMyBuckets', 's3:GetBucketLocation'], Resource: '*' },
        { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::demo-media' },
        { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::demo-media/*' },
      ],
    },
  },
});
