import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnector, type ConnectorError, type StageEvent } from '../../../connector/index.ts';
import type { GivenPolicies } from '../../../connector/permissions/index.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts';
import { allow, deny, document } from './support.ts';

const connection = {
  access_key: 'AKIAIOSFODNN7EXAMPLE',
  secret_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'eu-west-1',
};
const put = { bucket_name: 'media', object_path: 'reports/may.csv', text: 'x' };

/** Runs with a stub for HTTP that answers everything with 200, and counts what reaches it. */
async function attempt(policies: GivenPolicies, input: object = put, given: object = connection) {
  const calls: unknown[] = [];
  const events: StageEvent[] = [];
  const handle = (request: unknown) => {
    calls.push(request);
    return Promise.resolve({ response: { statusCode: 200, headers: { etag: '"e"' }, body: undefined } });
  };
  const requestHandler = { handle, metadata: { handlerProtocol: 'http/1.1' } } as never;
  const connector = createConnector({ requestHandler, policies });
  const onStage = (event: StageEvent) => void events.push(event);
  const outcome = await connector
    .run<string>('put_object_text', input, { connection: given, onStage })
    .catch((error: ConnectorError) => error);
  connector.close();
  const notes = events.flatMap((event) => event.notes ?? []);
  return { outcome: outcome as ConnectorError, calls: calls.length, notes };
}

describe('the fourth stage, with policies', () => {
  it('lets an allowed call pass', async () => {
    const { calls, notes } = await attempt({
      identityPolicies: [document(allow('s3:PutObject', 'media/*'))],
    });
    expect({ calls, notes }).toEqual({ calls: 1, notes: [] });
  });

  it('refuses what nothing allows before any network traffic, with the statement to add', async () => {
    const { outcome, calls } = await attempt({
      identityPolicies: [document(allow('s3:GetObject', 'media/*'))],
    });
    expect(calls).toBe(0);
    expect(outcome).toMatchObject({
      code: 'policies_deny',
      category: 'permission',
      stage: 'check_permissions',
      operation: 'put_object_text',
      details: {
        missing: [{ action: 's3:PutObject', resource: 'arn:aws:s3:::media/reports/may.csv' }],
        identity_policy: {
          Statement: [
            { Sid: 'WriteObjects', Action: 's3:PutObject', Resource: 'arn:aws:s3:::media/reports/may.csv' },
          ],
        },
        bucket_policy: { Statement: [{ Principal: { AWS: 'arn:aws:iam::ACCOUNT:user/NAME' } }] },
      },
    });
    expect(outcome.message).toContain(
      'none of them allows s3:PutObject on arn:aws:s3:::media/reports/may.csv',
    );
  });

  it('names the statement that denies, and offers none to add', async () => {
    const policies = {
      identityPolicies: [document(allow('s3:*', '*'))],
      bucketPolicy: document({ ...deny('s3:PutObject', 'media/*'), Sid: 'NoUploads', Principal: '*' }),
    };
    const { outcome, calls } = await attempt(policies);
    expect(calls).toBe(0);
    expect(outcome.message).toContain('statement 1 ("NoUploads") of bucket policy denies s3:PutObject');
    expect(outcome.details).not.toHaveProperty('identity_policy');
  });

  it('lets what it cannot tell pass, with a note that says why', async () => {
    const from = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
    const { calls, notes } = await attempt({
      identityPolicies: [document({ ...allow('s3:PutObject', 'media/*'), ...from })],
    });
    expect(calls).toBe(1);
    expect(notes).toEqual([expect.stringContaining('it depends on aws:SourceIp, which is not known')]);
  });

  it('knows the region, the clock and whether the call is encrypted on its way', async () => {
    const tls = deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } });
    const late = deny('s3:*', '*', { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } });
    const elsewhere = deny('s3:*', '*', { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } });
    const policies = { identityPolicies: [document(allow('s3:*', '*'), tls, late, elsewhere)] };
    expect(await attempt(policies)).toMatchObject({ calls: 1, notes: [] });
    expect(await attempt(policies, { ...put, region: 'us-east-1' })).toMatchObject({ calls: 0 });
    const plain = { ...connection, endpoint: 'http://storage.example.com' };
    expect((await attempt(policies, put, plain)).outcome.message).toContain('statement 2 of identity policy');
  });

  it('knows that an anonymous connection has no policies but those of the bucket', async () => {
    const anonymous = { type: 'anonymous', region: 'eu-west-1' };
    const own = { identityPolicies: [document(allow('s3:*', '*'))] };
    const everyone = { bucketPolicy: document({ ...allow('s3:*', 'media/*'), Principal: '*' }) };
    expect((await attempt(own, put, anonymous)).outcome).toMatchObject({ code: 'policies_deny' });
    expect((await attempt(everyone, put, anonymous)).calls).toBe(1);
  });

  it('takes the policies of a run before those of the connector', async () => {
    const connector = createConnector({ policies: { identityPolicies: [document(allow('s3:*', '*'))] } });
    const policies = { identityPolicies: [] };
    await expect(connector.run('put_object_text', put, { connection, policies })).rejects.toMatchObject({
      code: 'policies_deny',
    });
  });

  it('says where a policy is malformed', async () => {
    const { outcome } = await attempt({ identityPolicies: [{ Statement: [{ Effect: 'Allow' }] }] });
    expect(outcome).toMatchObject({ code: 'policy_invalid', stage: 'check_permissions' });
  });
});

describe('AccessDenied from S3', () => {
  let sandbox: Sandbox;
  const stranger = {
    access_key: 'AKIASTRANGER00000001',
    secret_key: 's'.repeat(40),
    account: '999999999999',
  };
  beforeAll(async () => {
    sandbox = await startSandbox({ users: [stranger], buckets: ['media'] });
  });
  afterAll(() => sandbox.close());

  it('comes with what was needed, where to look, and what to paste', async () => {
    const connector = createConnector();
    const { endpoint, region } = sandbox;
    const { access_key, secret_key } = stranger;
    const given = { bucket_name: 'media', object_path: 'a', text: 'x', tags: { team: 'a' } };
    const error: ConnectorError = await connector
      .run('put_object_text', given, { connection: { endpoint, region, access_key, secret_key } })
      .then(() => expect.fail('it was allowed'))
      .catch((thrown: ConnectorError) => thrown);
    connector.close();
    expect(error.code).toBe('access_denied');
    expect(error.details).toMatchObject({
      needed: expect.arrayContaining([
        { action: 's3:PutObject', resource: 'arn:aws:s3:::media/a' },
        { action: 's3:PutObjectTagging', resource: 'arn:aws:s3:::media/a' },
      ]),
      identity_policy: { Statement: [{ Action: ['s3:PutObject', 's3:PutObjectTagging'] }] },
      bucket_policy: { Statement: [{ Effect: 'Allow', Resource: 'arn:aws:s3:::media/a' }] },
    });
    const looks = (error.details as { checklist: string[] }).checklist.map((item) => item.split(':')[0]);
    expect(looks).toContain('IAM');
    expect(looks).not.toContain('Block Public Access');
    expect(looks).not.toContain('VPC endpoint');
  });
});
