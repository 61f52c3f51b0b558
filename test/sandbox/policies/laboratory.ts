import { IAM } from '@aws-sdk/client-iam';
import { S3, S3ServiceException } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Sandbox } from '../../../sandbox/index.ts';
import { outsideServer } from '../../fixtures/outside-server.ts';
import { startAnyServer, startTestSandbox } from '../../fixtures/sandbox.ts';
import type { TestOptions, TestSandbox } from '../../fixtures/sandbox.ts';

/** The bucket of every case, and what is in it. */
export const BUCKET = 'policy-bucket';
export const ACCOUNT = '123456789012';
export const OTHER_ACCOUNT = '210987654321';
export const BOB_ARN = `arn:aws:iam::${ACCOUNT}:user/bob`;
export const STRANGER_ARN = `arn:aws:iam::${OTHER_ACCOUNT}:user/stranger`;
export const OBJECTS = `arn:aws:s3:::${BUCKET}/*`;
export const IN_BUCKET = [`arn:aws:s3:::${BUCKET}`, OBJECTS];

const CONTENT: Readonly<Record<string, string | undefined>> = {
  'public/a.txt': undefined,
  'public/deep/b.txt': undefined,
  'private/c.txt': undefined,
  'home/bob/notes.txt': undefined,
  'home/carol/notes.txt': undefined,
  'tagged.txt': 'team=red&secret=no',
};

/** Who makes the request of a case. `bob` is of the bucket's account, `stranger` of another one. */
const USERS = [
  {
    name: 'bob',
    access_key: 'AKIABOB0000000000000',
    secret_key: 'bob',
    policies: {},
    tags: { team: 'red', department: 'sales' },
  },
  {
    name: 'stranger',
    access_key: 'AKIASTRANGER00000000',
    secret_key: 'stranger',
    account: OTHER_ACCOUNT,
    policies: {},
  },
  {
    name: 'their-administrator',
    access_key: 'AKIATHEIRADMIN000000',
    secret_key: 'their-administrator',
    account: OTHER_ACCOUNT,
  },
  { name: 'root', access_key: 'AKIAROOT000000000000', secret_key: 'root', root: true },
];

const PEOPLE = ['administrator', 'bob', 'stranger', 'their-administrator', 'root', 'nobody'] as const;

export type Who = (typeof PEOPLE)[number];

/** Sends one request with one client; what it answers does not matter. */
export type Request = (client: S3) => Promise<unknown>;

export type Statement = Readonly<Record<string, unknown>>;

/** The policies in force while a request is made. */
export interface Policies {
  identity?: readonly Statement[];
  bucket?: readonly Statement[];
}

export interface Laboratory {
  readonly test: TestSandbox;
  client(who: Who): S3;
  /** Replaces the policies of a user and of the bucket. */
  enact(who: Who, policies: Policies): Promise<void>;
  /** `allowed`, or why not, in short. */
  outcome(who: Who, request: Request): Promise<string>;
  /** Fails when another outcome comes; an outside server need not say why it refuses. */
  expectOutcome(who: Who, request: Request, expected: string): Promise<void>;
}

const outside = outsideServer();

/** An action that no case is about; Ceph takes only those it knows. */
const NOTHING = outside === undefined ? 'none:None' : 's3:GetBucketRequestPayment';

/** Whether there is somebody whom no bucket policy locks out; who is not there could not clean up. */
export const HAS_ROOT = outside === undefined;

/** Ceph has no `kms:` actions, and its users belong to no account; `alice` stands for the stranger. */
const inItsWords = (document: string): string =>
  outside === undefined
    ? document
    : document
        .replaceAll('"kms:*"', '"s3:*"')
        .replaceAll(STRANGER_ARN, 'arn:aws:iam:::user/alice')
        .replaceAll(/arn:aws:iam::\d{12}:user/g, 'arn:aws:iam:::user');

export const documentOf = (statements: readonly Statement[]): string =>
  inItsWords(JSON.stringify({ Version: '2012-10-17', Statement: statements }));

export const allow = (Action: string | string[], more: object = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
});

export const deny = (Action: string | string[], more: object = {}): Statement => ({
  ...allow(Action, more),
  Effect: 'Deny',
});

/** Starts a sandbox for the tests of one file. */
export function useLaboratory(options: TestOptions = {}): Laboratory {
  let test: TestSandbox;
  const clients = new Map<Who, S3>();
  const iam = new Map<string, IAM>();

  beforeAll(async () => {
    test =
      outside === undefined
        ? await startTestSandbox({ buckets: [BUCKET], users: USERS, ...options })
        : await startAnyServer({ buckets: [BUCKET] });
    for (const who of PEOPLE) clients.set(who, new S3(settings(test.sandbox, who)));
    iam.set(ACCOUNT, new IAM(settings(test.sandbox, 'administrator')));
    iam.set(OTHER_ACCOUNT, new IAM(settings(test.sandbox, 'their-administrator')));
    const administrator = client('administrator');
    await administrator.deletePublicAccessBlock({ Bucket: BUCKET });
    for (const [Key, Tagging] of Object.entries(CONTENT)) {
      await administrator.putObject({ Bucket: BUCKET, Key, Body: Key, Tagging });
    }
  });
  afterAll(async () => {
    for (const each of [...clients.values(), ...iam.values()]) each.destroy();
    expect(test.defects).toEqual([]);
    await test.close();
  });

  const client = (who: Who) => clients.get(who) as S3;
  const setIdentityPolicy = async (who: Who, statements: readonly Statement[]) => {
    const account = who === 'stranger' ? OTHER_ACCOUNT : ACCOUNT;
    const UserName = outside === undefined ? who : OUTSIDE_NAMES[who];
    const PolicyDocument = documentOf(statements);
    await iam.get(account)?.putUserPolicy({ UserName, PolicyName: 'case', PolicyDocument });
  };
  return {
    get test() {
      return test;
    },
    client,
    enact: async (who, { identity = [allow(NOTHING)], bucket }) => {
      if (who === 'bob' || who === 'stranger') await setIdentityPolicy(who, identity);
      const root = client('root');
      if (bucket === undefined) await root.deleteBucketPolicy({ Bucket: BUCKET });
      else await root.putBucketPolicy({ Bucket: BUCKET, Policy: documentOf(bucket) });
    },
    outcome: (who, request) => outcomeOf(request(client(who))),
    expectOutcome: async (who, request, expected) => {
      const outcome = await outcomeOf(request(client(who)));
      if (outside === undefined) expect(outcome).toBe(expected);
      else expect(outcome === 'allowed').toBe(expected === 'allowed');
    },
  };
}

/** AWS's words for who did not allow, or who denied; else the error's name. */
async function outcomeOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'allowed';
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    // The answer to HEAD has no body that could say more.
    if (error.name === 'Unknown') return String(error.$metadata.httpStatusCode);
    const found = /(no|explicit deny in an?) ((?:[\w-]+ )*?(?:policy|boundary))/.exec(error.message);
    if (error.name !== 'AccessDenied' || found === null) return error.name;
    return found[1] === 'no' ? `no ${found[2]}` : `denied by ${found[2]}`;
  }
}

/** Everybody has an outside server's administrator for an owner; it has no other accounts. */
const OUTSIDE_NAMES: Partial<Record<Who, string>> = { bob: 'bob', stranger: 'alice' };

function keysOf({ users, access_key, secret_key }: Sandbox, who: Who) {
  if (outside === undefined) return users.find(({ name }) => name === who);
  if (who === 'nobody') return undefined;
  return outside.users[OUTSIDE_NAMES[who] ?? ''] ?? { access_key, secret_key };
}

function settings(sandbox: Sandbox, who: Who) {
  const { endpoint, region } = sandbox;
  const user = keysOf(sandbox, who);
  const credentials = { accessKeyId: user?.access_key ?? '', secretAccessKey: user?.secret_key ?? '' };
  const common = { endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1 };
  // Nobody signs nothing.
  return user === undefined ? { ...common, signer: { sign: unsigned } } : common;
}

const unsigned = async <Unsigned>(request: Unsigned) => request;
