import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { STS } from '@aws-sdk/client-sts';
import { createConnector, type FileObject } from '../../../../connector/index.ts';
import type { GivenPolicies } from '../../../../connector/permissions/index.ts';
import { startSandbox } from '../../../../sandbox/index.ts';
import { memoryFiles } from '../../../fixtures/files.ts';
import { ANONYMOUS, type Keys, type World } from '../world.ts';

export const ACCOUNT = '123456789012';
export const OTHER_ACCOUNT = '210987654321';
export const BUCKET = 'agreement-bucket';
export const OBJECTS = ['public/a.txt', 'home/bob/notes.txt', 'home/app/notes.txt'];
/** An object with tags, which copies take along. */
export const TAGGED = 'public/tagged.txt';
/** An account that belongs to an organization. */
export const MEMBER_ACCOUNT = '333344445555';
/** Somebody elsewhere, by canonical id; a grant to everybody would make objects public. */
export const GRANTEE = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Boundaries are set when users are made, so there is a handful of them. */
const BOUNDARIES: Readonly<Record<string, object>> = {
  reader: document({ Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: '*' }),
  'home-owner': document(
    { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${BUCKET}/home/*` },
    {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: '*',
      Condition: { StringLike: { 's3:prefix': 'home/*' } },
    },
  ),
  'no-deleter': document(ALL, { Effect: 'Deny', Action: 's3:Delete*', Resource: '*' }),
};

/** What the organization lets the accounts do that belong to it. */
const SERVICE_CONTROL: Readonly<Record<string, readonly object[]>> = {
  [MEMBER_ACCOUNT]: [
    document(
      { Effect: 'Allow', Action: ['s3:Get*', 's3:List*', 's3:PutObject*', 'kms:*', 'iam:*'], Resource: '*' },
      {
        Effect: 'Deny',
        Action: 's3:PutObject',
        Resource: '*',
        Condition: { StringEquals: { 's3:x-amz-acl': 'public-read' } },
      },
    ),
    document({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: `arn:aws:s3:::${BUCKET}/public/*` }),
  ],
};

const key = (name: string) => ({
  access_key: `AKIA${name.toUpperCase().padEnd(16, '0')}`.slice(0, 20),
  secret_key: name,
});
const USERS = [
  { name: 'bob', ...key('bob'), policies: {}, tags: { team: 'red' } },
  ...Object.entries(BOUNDARIES).map(([name, permissions_boundary]) => ({
    name,
    ...key(name.replace('-', '')),
    policies: {},
    permissions_boundary,
  })),
  { name: 'stranger', ...key('stranger'), account: OTHER_ACCOUNT, policies: {} },
  { name: 'their-administrator', ...key('theirs'), account: OTHER_ACCOUNT },
  { name: 'member', ...key('member'), account: MEMBER_ACCOUNT, policies: {} },
  { name: 'member-administrator', ...key('memberadmin'), account: MEMBER_ACCOUNT },
  { name: 'root', ...key('root'), root: true },
];

/** Who calls: users, one with each boundary, a user of another account, a role's session, and nobody. */
const PARTIES = ['bob', ...Object.keys(BOUNDARIES), 'stranger', 'member', 'session', 'anonymous'] as const;
export type Party = string;

/** The policies that are in force while calls are made. */
export interface Enacted {
  identity: object;
  bucket?: object;
  /** Of sessions only. */
  session?: object;
}

export interface Parties {
  names: readonly Party[];
  world: Pick<World, 'server' | 'connector'>;
  /** One that goes as it is, and one that goes in parts. */
  files: Readonly<Record<'small' | 'large', FileObject>>;
  /** The version of an object that is there. */
  versions: Readonly<Record<string, string>>;
  /** Puts the policies in force; returns how the party connects. */
  enact(party: Party, policies: Enacted): Promise<Keys>;
  /** The same policies, as the check takes them. */
  givenTo(party: Party, policies: Enacted): GivenPolicies;
  close(): Promise<void>;
}

function givenTo(party: Party, { identity, bucket, session }: Enacted): GivenPolicies {
  const permissionsBoundary = BOUNDARIES[party];
  return {
    account: ACCOUNT,
    principal: principalOf(party),
    identityPolicies: party === 'anonymous' ? [] : [identity],
    ...(bucket === undefined ? {} : { bucketPolicy: bucket }),
    ...(session === undefined || party !== 'session' ? {} : { sessionPolicy: session }),
    serviceControlPolicies: SERVICE_CONTROL[accountOf(party)] ?? [],
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    context: {
      'aws:SecureTransport': false,
      'aws:SourceIp': '127.0.0.1',
      'aws:PrincipalTag/team': party === 'bob' ? 'red' : undefined,
    },
  };
}

const ACCOUNTS: Readonly<Record<Party, string>> = { stranger: OTHER_ACCOUNT, member: MEMBER_ACCOUNT };
const accountOf = (party: Party): string => ACCOUNTS[party] ?? ACCOUNT;

export function principalOf(party: Party): string {
  if (party === 'anonymous') return party;
  if (party === 'session') return `arn:aws:sts::${ACCOUNT}:assumed-role/app/session`;
  return `arn:aws:iam::${accountOf(party)}:user/${party}`;
}

export async function gather(): Promise<Parties> {
  const trust = document({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' });
  const sandbox = await startSandbox({
    buckets: [BUCKET],
    users: USERS,
    roles: [{ name: 'app', trust }],
    service_control_policies: SERVICE_CONTROL,
  });
  const { endpoint, region } = sandbox;
  const settings = (name: string) => {
    const { access_key = '', secret_key = '' } = sandbox.users.find((user) => user.name === name) ?? {};
    return { endpoint, region, credentials: { accessKeyId: access_key, secretAccessKey: secret_key } };
  };
  const root = new S3({ ...settings('root'), forcePathStyle: true });
  const own = new IAM(settings('administrator'));
  const theirs = new IAM(settings('their-administrator'));
  const members = new IAM(settings('member-administrator'));
  const iamOf: Readonly<Record<Party, IAM>> = { stranger: theirs, member: members };
  const sts = new STS(settings('administrator'));
  const fileStore = memoryFiles();
  const connector = createConnector({ fileStore });
  const versions = await fill(root);

  const enactIdentity = async (party: Party, { identity, session }: Enacted): Promise<Keys> => {
    const policy = { PolicyName: 'random', PolicyDocument: JSON.stringify(identity) };
    if (party === 'anonymous') return ANONYMOUS;
    if (party !== 'session') {
      await (iamOf[party] ?? own).putUserPolicy({ UserName: party, ...policy });
      return key(party.replace('-', ''));
    }
    await own.putRolePolicy({ RoleName: 'app', ...policy });
    const Policy = session && JSON.stringify(session);
    const { Credentials } = await sts.assumeRole({ RoleArn: ROLE, RoleSessionName: 'session', Policy });
    const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
    return { access_key: AccessKeyId ?? '', secret_key: SecretAccessKey ?? '', session_token: SessionToken };
  };
  return {
    names: PARTIES,
    files: filesIn(fileStore),
    givenTo,
    world: { server: sandbox, connector },
    versions,
    enact: async (party, policies) => {
      if (policies.bucket === undefined) await root.deleteBucketPolicy({ Bucket: BUCKET });
      else await root.putBucketPolicy({ Bucket: BUCKET, Policy: JSON.stringify(policies.bucket) });
      return enactIdentity(party, policies);
    },
    close: async () => {
      for (const each of [root, own, theirs, members, sts]) each.destroy();
      connector.close();
      await sandbox.close();
    },
  };
}

const MEBIBYTE = 1024 * 1024;

export const filesIn = (store: ReturnType<typeof memoryFiles>): Parties['files'] => ({
  small: store.add('x', 'small.txt', 'text/plain'),
  large: store.add(Buffer.alloc(5 * MEBIBYTE + 1), 'large.bin'),
});

/** Puts the objects into the bucket, which keeps versions. */
export async function fill(s3: S3): Promise<Record<string, string>> {
  await s3.deletePublicAccessBlock({ Bucket: BUCKET });
  await s3.putBucketVersioning({ Bucket: BUCKET, VersioningConfiguration: { Status: 'Enabled' } });
  const stored = [...OBJECTS, TAGGED].map(async (Key) => {
    const Tagging = Key === TAGGED ? 'team=red' : undefined;
    const { VersionId = '' } = await s3.putObject({ Bucket: BUCKET, Key, Body: Key, Tagging });
    return [Key, VersionId] as const;
  });
  return Object.fromEntries(await Promise.all(stored));
}
