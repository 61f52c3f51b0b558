import { IAM } from '@aws-sdk/client-iam';
import { S3, S3ServiceException } from '@aws-sdk/client-s3';
import { STS } from '@aws-sdk/client-sts';
import type { Credentials } from '@aws-sdk/client-sts';
import { afterEach, expect } from 'vitest';
import { startTestSandbox } from '../../fixtures/sandbox.ts';
import type { TestOptions, TestSandbox } from '../../fixtures/sandbox.ts';

export const ACCOUNT = '123456789012';
export const BUCKET = 'identity-bucket';

export const documentOf = (...Statement: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
export const allow = (Action: string, Resource = '*', more: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
/** A trust policy. */
export const trust = (Principal: object, Condition?: object, Action = 'sts:AssumeRole'): string =>
  documentOf({ Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) });

/** Keys as `SandboxIdentity` or STS give them. */
type Keys = Credentials | { access_key: string; secret_key: string } | undefined;

export interface Services {
  test: TestSandbox;
  s3(keys?: Keys): S3;
  sts(keys?: Keys): STS;
  iam(keys?: Keys): IAM;
}

const opened: { destroy(): void }[] = [];
const started: TestSandbox[] = [];

afterEach(async () => {
  for (const client of opened.splice(0)) client.destroy();
  for (const test of started.splice(0)) {
    expect(test.defects).toEqual([]);
    await test.close();
  }
});

/** Starts a sandbox that the end of the test closes; clients are the administrator's unless keys are given. */
export async function startServices(options: TestOptions = {}): Promise<Services> {
  const test = await startTestSandbox({ buckets: [BUCKET], ...options });
  started.push(test);
  const { endpoint, region } = test.sandbox;
  const settings = (keys: Keys = test.sandbox) => ({
    endpoint,
    region,
    maxAttempts: 1,
    credentials: toCredentials(keys),
  });
  const open = <Client extends { destroy(): void }>(client: Client): Client => {
    opened.push(client);
    return client;
  };
  return {
    test,
    s3: (keys) => open(new S3({ ...settings(keys), forcePathStyle: true })),
    sts: (keys) => open(new STS(settings(keys))),
    iam: (keys) => open(new IAM(settings(keys))),
  };
}

function toCredentials(keys: NonNullable<Keys>) {
  if ('access_key' in keys) return { accessKeyId: keys.access_key, secretAccessKey: keys.secret_key };
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = keys;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** `done`, or the error's name. */
export async function nameOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'done';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error instanceof S3ServiceException && error.name === 'Unknown' ? '403' : error.name;
  }
}
