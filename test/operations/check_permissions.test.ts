import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createConnector } from '../../connector/index.ts';
import { answerError } from '../faults/proxy.ts';
import {
  BUCKET,
  PICTURES,
  ROLE,
  allow,
  arnOfUser,
  failureOf,
  openAccessWorld,
  policyOf,
  type AccessWorld,
  type Checked,
} from '../fixtures/access.ts';
import { connectorAnswering, nowhere } from '../fixtures/answers.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterEach(() => {
  world.proxy.inject(() => undefined);
  world.asked();
});
afterAll(() => world.close());

const decisions = ({ operations }: Checked) =>
  Object.fromEntries(operations.map(({ operation, decision }) => [operation, decision]));

const PICTURE = { bucket_name: BUCKET, object_path: 'images/logo.svg' };
const OPERATIONS = ['get_object', 'list_bucket_objects', 'head_bucket', 'put_object_text', 'list_buckets'];
const SCOPE = { bucket_name: BUCKET, prefix: 'images/', operations: OPERATIONS };

describe('by policies', () => {
  const policies = { identity_policies: [PICTURES] };

  it('decides as the connector’s own check does, and makes no call', async () => {
    const calls = [
      { operation: 'get_object', input: PICTURE },
      { operation: 'put_object_text', input: { ...PICTURE, acl: 'private' } },
      { operation: 'list_bucket_objects', input: { bucket_name: BUCKET, prefix: 'images/' } },
    ];
    const checked = await world.check({ method: 'policies', policies, operations: calls });
    for (const [index, call] of calls.entries()) {
      const own = world.connector.permissions.check({ ...call, identityPolicies: [PICTURES] });
      const { decision, actions } = checked.operations[index]!;
      expect(decision).toBe(own.decision);
      expect(actions).toEqual(own.actions.map((action) => ({ ...action })));
    }
    expect(checked.operations[1]?.missing).toEqual(
      ['s3:PutObject', 's3:PutObjectAcl'].map((action) => ({
        action,
        resource: `arn:aws:s3:::${BUCKET}/images/logo.svg`,
      })),
    );
    expect(world.asked()).toEqual([]);
  });

  it('takes JSON as text, and every kind of policy', async () => {
    const Deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:ListBucket',
      Resource: `arn:aws:s3:::${BUCKET}`,
    };
    const bucket_policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'NoLists', ...Deny }] });
    const permissions_boundary = policyOf(allow('s3:List*', '*'));
    const given = { ...policies, bucket_policy, permissions_boundary };
    const checked = await world.check({ method: 'policies', policies: given, ...SCOPE });
    expect(decisions(checked)).toMatchObject({ get_object: 'denied', list_bucket_objects: 'denied' });
    expect(checked.operations[1]).toMatchObject({
      actions: [{ statement: { policy: 'bucket policy', index: 0, sid: 'NoLists' } }],
      missing: [],
      notes: [expect.stringContaining('("NoLists")')],
    });
  });

  it('leaves open what depends on facts that are not given, and takes them', async () => {
    const office = policyOf(
      allow('s3:GetObject', '*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
    );
    const input = { method: 'policies', policies: { identity_policies: [office] }, ...SCOPE };
    expect(decisions(await world.check(input)).get_object).toBe('unknown');
    const context = { 'aws:SourceIp': '203.0.113.7' };
    expect(decisions(await world.check({ ...input, context })).get_object).toBe('allowed');
  });

  it('tells what only the stored data need in the notes', async () => {
    const input = { method: 'policies', policies, operations: ['head_object'], ...PICTURE };
    const [head] = (await world.check(input)).operations;
    expect(head?.decision).toBe('allowed');
    expect(head?.notes.join()).toContain('If there is no such object, s3:ListBucket');
  });
});

describe("by IAM's simulator", () => {
  it('decides for the caller, with the prefix of listings', async () => {
    const checked = await world.check({ method: 'simulator', ...SCOPE }, world.connect('asker'));
    expect(checked.principal).toBe(arnOfUser('asker'));
    expect(decisions(checked)).toEqual({
      get_object: 'allowed',
      list_bucket_objects: 'allowed',
      head_bucket: 'denied',
      put_object_text: 'denied',
      list_buckets: 'denied',
    });
    expect(checked.operations[0]?.actions[0]?.statement).toEqual({ policy: 'pictures' });
    expect(checked.operations[3]?.missing).toEqual([
      { action: 's3:PutObject', resource: `arn:aws:s3:::${BUCKET}/images/*` },
    ]);
    expect(checked.notes[0]).toContain('a bucket policy');
  });

  it('decides for others, whom the policies allow to ask about', async () => {
    const input = { method: 'simulator', ...SCOPE, principal: arnOfUser('nobody') };
    expect(new Set(Object.values(decisions(await world.check(input))))).toEqual(new Set(['denied']));
  });

  it('takes a session for its role', async () => {
    const connection = { ...world.connect('nobody'), type: 'assume_role', role_arn: ROLE };
    const checked = await world.check({ method: 'simulator', ...SCOPE }, connection);
    expect(checked.principal).toContain(':assumed-role/app/');
    expect(decisions(checked)).toMatchObject({ get_object: 'allowed', put_object_text: 'denied' });
  });

  it('leaves open what depends on context that nobody gives, but not what is denied whatever it is', async () => {
    const iam = policyOf(
      allow('s3:GetObject', '*', { Condition: { StringEquals: { 's3:ExistingObjectTag/open': 'yes' } } }),
      { Effect: 'Deny', Action: 's3:PutObject', Resource: '*' },
    );
    const world2 = await openTagged(iam);
    const input = { method: 'simulator', ...SCOPE, principal: arnOfUser('tagged') };
    const checked = await world2.check(input);
    expect(decisions(checked)).toMatchObject({ get_object: 'unknown', put_object_text: 'denied' });
    expect(checked.operations[0]?.notes.join()).toContain('s3:ExistingObjectTag/open, which is not known');
    expect(checked.operations[3]).toMatchObject({ missing: [], notes: [expect.stringContaining('denies')] });
    const context = { 's3:ExistingObjectTag/open': 'yes' };
    expect(decisions(await world2.check({ ...input, context })).get_object).toBe('allowed');
  });

  /** The administrator makes a user with this policy. */
  async function openTagged(policy: object) {
    const { IAM } = await import('@aws-sdk/client-iam');
    const { access_key, secret_key, region, endpoint } = world.connect();
    const credentials = { accessKeyId: access_key, secretAccessKey: secret_key };
    const iam = new IAM({ region, endpoint, credentials });
    await iam.createUser({ UserName: 'tagged' });
    const PolicyDocument = JSON.stringify(policy);
    await iam.putUserPolicy({ UserName: 'tagged', PolicyName: 'tagged', PolicyDocument });
    iam.destroy();
    return world;
  }

  it('is refused to those who may not ask, with what that takes', async () => {
    const error = await failureOf(world.check({ method: 'simulator' }, world.connect('limited')));
    expect(error).toMatchObject({
      code: 'access_denied',
      category: 'permission',
      message: 'AWS refused to tell: the caller may not ask this.',
      details: {
        needed: [{ action: 'iam:SimulatePrincipalPolicy', resource: 'arn:aws:iam::*:*' }],
        identity_policy: { Statement: [{ Sid: 'AskPolicySimulator' }] },
      },
    });
    expect(error.details).not.toHaveProperty('bucket_policy');
  });

  it.each([
    ['a user who is not there', { principal: arnOfUser('nemo') }, {}, 'no_such_entity'],
    ['an anonymous connection', {}, { type: 'anonymous' }, 'anonymous_cannot_sign'],
    ['an operation that is none', { operations: ['get_objects'] }, {}, 'operation_unknown'],
    [
      'an input that is none',
      { operations: [{ operation: 'get_object', input: { a: 1 } }] },
      {},
      'input_invalid',
    ],
  ])('%s is an error', async (_, input, more, code) => {
    const { access_key, secret_key, ...place } = world.connect();
    const connection = 'type' in more ? { ...place, ...more } : { ...place, access_key, secret_key };
    const error = await failureOf(world.check({ method: 'simulator', ...input }, connection));
    expect(error.code).toBe(code);
  });

  it('is nothing that a server without IAM could be asked', async () => {
    world.proxy.inject(({ method }) =>
      method === 'POST' ? answerError(405, 'MethodNotAllowed') : undefined,
    );
    const error = await failureOf(world.check({ method: 'simulator' }));
    expect(error.message).toBe('The server has no STS or no IAM that could be asked.');
  });

  it('has nothing to say of root users', async () => {
    const principal = 'arn:aws:iam::123456789012:root';
    const checked = await world.check({ method: 'simulator', ...SCOPE, principal });
    expect(new Set(Object.values(decisions(checked)))).toEqual(new Set(['unknown']));
    expect(checked.notes[0]).toContain('it is no user or role');
  });

  it('reads every page of the answer', async () => {
    const page = (action: string, more: string) =>
      `<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><EvaluationResults><member><EvalActionName>${action}</EvalActionName><EvalResourceName>x</EvalResourceName><EvalDecision>allowed</EvalDecision></member></EvaluationResults>${more}</SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`;
    const { connector, asked } = connectorAnswering(
      { body: page('s3:ListBucket', '<IsTruncated>true</IsTruncated><Marker>next</Marker>') },
      { body: page('s3:GetBucketLocation', '<IsTruncated>false</IsTruncated>') },
    );
    const input = {
      method: 'simulator' as const,
      principal: ROLE,
      bucket_name: BUCKET,
      operations: ['head_bucket', 'get_bucket_location'],
    };
    const checked = await connector.run('check_permissions', input, { connection: nowhere });
    expect(decisions(checked)).toEqual({ head_bucket: 'allowed', get_bucket_location: 'allowed' });
    expect(asked).toHaveLength(2);
  });
});

describe('by probes', () => {
  it('tries what only reads, as somebody who may do part of it', async () => {
    const input = { method: 'probes', ...SCOPE, ...PICTURE };
    const checked = await world.check(input, world.connect('limited'));
    expect(decisions(checked)).toEqual({
      get_object: 'allowed',
      list_bucket_objects: 'allowed',
      head_bucket: 'denied',
      put_object_text: 'unknown',
      list_buckets: 'denied',
    });
    expect(checked.operations[3]?.notes).toEqual([
      'Only doing it would tell whether s3:PutObject is allowed, and probes never write.',
    ]);
  });

  it('never writes, whatever operation it is asked about', async () => {
    const operations = Object.entries(world.connector.operations).flatMap(([operation, { contract }]) =>
      contract.examples.valid.map(({ input }) => ({ operation, input })),
    );
    expect(operations.length).toBeGreaterThan(50);
    const before = await world.connector.run(
      'list_object_versions',
      { bucket_name: BUCKET, return_all: true },
      { connection: world.connect() },
    );
    world.asked();
    for (const connection of [world.connect(), world.connect('limited')]) {
      for (const one of operations) {
        // A bucket that an example speaks of may be none of the demo's, or elsewhere.
        await world.check({ method: 'probes', operations: [one] }, connection).catch(() => undefined);
      }
      await world.check({ method: 'probes', ...PICTURE }, connection);
    }
    const asked = world.asked();
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((each) => !/^(GET|HEAD) /.test(each))).toEqual([]);
    const after = await world.connector.run(
      'list_object_versions',
      { bucket_name: BUCKET, return_all: true },
      { connection: world.connect() },
    );
    expect(after).toEqual(before);
  });

  it('is no further than the connection is bounded', async () => {
    const connection = { ...world.connect(), allowed_buckets: ['demo-empty'] };
    const operations = [{ operation: 'get_object', input: PICTURE }, 'list_regions_ddl'];
    const checked = await world.check({ method: 'probes', operations }, connection);
    expect(decisions(checked)).toEqual({ get_object: 'denied', list_regions_ddl: 'allowed' });
    expect(checked.operations[0]?.notes.join()).toContain('"demo-empty"');
    expect(world.asked()).toEqual([]);
  });

  it('leaves open what a missing object would tell', async () => {
    const input = {
      method: 'probes',
      bucket_name: BUCKET,
      object_path: 'none',
      operations: ['get_object'],
    };
    const [read] = (await world.check(input)).operations;
    expect(read).toMatchObject({
      decision: 'unknown',
      notes: ['Trying s3:GetObject showed nothing: there is no such object.'],
    });
  });

  it('does not take a wrong secret for a permission', async () => {
    const connection = { ...world.connect(), secret_key: 'wrong'.repeat(8) };
    for (const operations of [['list_buckets'], ['get_object']]) {
      const error = await failureOf(world.check({ method: 'probes', ...PICTURE, operations }, connection));
      expect(error.code).toBe('signature_does_not_match');
    }
  });

  it('ends when the caller gives up', async () => {
    const controller = new AbortController();
    world.proxy.inject(() => void controller.abort());
    const run = world.check({ method: 'probes', ...PICTURE }, world.connect(), { signal: controller.signal });
    expect((await failureOf(run)).code).toBe('cancelled');
  });
});

it('needs no network to decide by policies', async () => {
  const connector = createConnector({
    requestHandler: { handle: () => Promise.reject(new TypeError('no call is to be made')) } as never,
  });
  const policies = { identity_policies: [PICTURES] };
  const checked = await connector.run(
    'check_permissions',
    { method: 'policies', policies },
    { connection: nowhere },
  );
  expect(checked.operations.length).toBe(Object.keys(connector.operations).length);
});
