import { randomBytes } from 'node:crypto';
import type { SandboxUser } from './iam/options.ts';

/** Not a real key: it works nowhere but here. */
const READER_ACCESS_KEY = 'AKIASANDBOXREADER001';

/** What the demo adds to the administrator: a user who may see the pictures, to meet AccessDenied with. */
export function demoUsers(): SandboxUser[] {
  const reader = {
    access_key: READER_ACCESS_KEY,
    secret_key: randomBytes(30).toString('base64'),
    name: 'demo-reader',
    policies: { 'read-pictures': READ_PICTURES },
  };
  return [reader];
}

const READ_PICTURES = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'SeeBuckets', Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
    {
      Sid: 'SeePictures',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::demo-media',
      Condition: { StringLike: { 's3:prefix': ['images', 'images/*'] } },
    },
    {
      Sid: 'ReadPictures',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::demo-media/images/*',
    },
  ],
};
