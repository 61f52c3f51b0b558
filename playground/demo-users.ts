import { randomBytes } from 'node:crypto';
import type { NamedConnection } from '../hosts/http/index.ts';
import type { Sandbox, SandboxUser } from '../sandbox/index.ts';

/** One of the sandbox's users, as whom the page can make calls. */
export interface DemoUser {
  /** The id of its connection. */
  connection: string;
  label: string;
  /** What it may do at first, in a few words. */
  may: string;
  /** Left out: the administrator. */
  user?: SandboxUser & { name: string };
}

/** The one policy that each user has. */
export const POLICY_NAME = 'playground';

/** The administrator, and three who may do less, each in a way of its own: refusals can be seen, understood and mended. */
export const demoUsers = (): DemoUser[] => [
  { connection: 'sandbox', label: 'Sandbox, administrator', may: 'may do everything' },
  {
    connection: 'analyst',
    label: 'Sandbox, analyst',
    may: 'reads every bucket, changes nothing',
    user: userOf('analyst', 'AKIASANDBOXANALYST01', [
      { Sid: 'FindBuckets', Action: ['s3:ListAllMyBuckets', 's3:GetBucketLocation'], Resource: '*' },
      { Sid: 'ListObjects', Action: ['s3:ListBucket', 's3:ListBucketVersions'], Resource: 'arn:aws:s3:::*' },
      {
        Sid: 'ReadObjects',
        Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging'],
        Resource: 'arn:aws:s3:::*/*',
      },
    ]),
  },
  {
    connection: 'uploader',
    label: 'Sandbox, uploader',
    may: 'stores under uploads/ in demo-media, reads nothing',
    user: userOf('uploader', 'AKIASANDBOXUPLOADER1', [
      { Sid: 'FindBuckets', Action: ['s3:ListAllMyBuckets', 's3:GetBucketLocation'], Resource: '*' },
      {
        Sid: 'ListUploads',
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3:::demo-media',
        Condition: { StringLike: { 's3:prefix': ['', 'uploads/*'] } },
      },
      {
        Sid: 'StoreUploads',
        Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
        Resource: 'arn:aws:s3:::demo-media/uploads/*',
      },
    ]),
  },
  {
    connection: 'limited',
    label: 'Sandbox, limited user',
    may: 'reads demo-media, nothing else',
    user: userOf('limited', 'AKIASANDBOXLIMITED01', [
      { Sid: 'FindBuckets', Action: ['s3:ListAllMyBuckets', 's3:GetBucketLocation'], Resource: '*' },
      { Sid: 'ListMedia', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::demo-media' },
      { Sid: 'ReadMedia', Action: 's3:GetObject', Resource: 'arn:aws:s3:::demo-media/*' },
    ]),
  },
];

const userOf = (name: string, access_key: string, allowed: readonly object[]) => ({
  name,
  access_key,
  secret_key: randomBytes(30).toString('base64'),
  policies: {
    [POLICY_NAME]: {
      Version: '2012-10-17',
      Statement: allowed.map((statement) => ({ Effect: 'Allow', ...statement })),
    },
  },
});

/** The users' connections to the sandbox, by id. */
export const connectionsOf = (
  sandbox: Sandbox,
  users: readonly DemoUser[],
): Record<string, NamedConnection> => {
  const { endpoint, region } = sandbox;
  const named = users.map(({ connection, label, user = sandbox }) => {
    const { access_key, secret_key } = user;
    return [connection, { label, connection: { access_key, secret_key, region, endpoint } }];
  });
  return Object.fromEntries(named) as Record<string, NamedConnection>;
};
