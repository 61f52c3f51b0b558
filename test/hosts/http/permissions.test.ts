import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveHost, type Served } from './support.ts';

let served: Served;
beforeAll(async () => {
  served = await serveHost();
});
afterAll(() => served.close());

const POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::books/*' }],
};
/** Allows something else. */
const NOTHING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }],
};

describe('permissions', () => {
  it('are a table', async () => {
    const { operations } = (await served.call('/api/permissions')).json;
    expect(operations).toContainEqual(
      expect.objectContaining({
        operation: 'head_bucket',
        rows: [expect.objectContaining({ action: 's3:ListBucket' })],
      }),
    );
  });

  it('become a policy, in every format', async () => {
    const calls = [{ operation: 'get_object', scope: { bucket: 'books' } }];
    const { json } = await served.post('/api/permissions/policy', { calls, kind: 'identity' });
    expect(json.document.Statement).toMatchObject([
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::books/*' },
    ]);
    expect(Object.keys(json.formats)).toEqual(['json', 'terraform', 'cloudformation', 'cdk']);
    expect(JSON.parse(json.formats.json)).toEqual(json.document);
  });

  it('are read from a policy', async () => {
    const { json } = await served.post('/api/permissions/explain', { document: POLICY });
    expect(json.operations).toContainEqual(
      expect.objectContaining({ operation: 'get_object', allowed: 'part' }),
    );
  });

  it.each([
    ['books', 'allowed'],
    ['other', 'denied'],
  ])('decide a call in the bucket %s: %s', async (bucket_name, decision) => {
    const input = { bucket_name, object_path: 'k' };
    const given = { operation: 'get_object', input, identityPolicies: [POLICY] };
    expect((await served.post('/api/permissions/check', given)).json.decision).toBe(decision);
  });

  it.each([
    ['sessionPolicy', NOTHING],
    ['serviceControlPolicies', [NOTHING]],
    ['serviceControlPolicies', [[POLICY], [NOTHING]]],
  ])('decide a call with %s as well', async (member, policies) => {
    const input = { bucket_name: 'books', object_path: 'k' };
    const given = { operation: 'get_object', input, identityPolicies: [POLICY], [member]: policies };
    expect((await served.post('/api/permissions/check', given)).json.decision).toBe('denied');
  });

  it.each([
    ['explain', { document: { Statement: [] } }, 'policy_invalid'],
    ['policy', { calls: [{ operation: 'get_objekt', scope: {} }], kind: 'identity' }, 'operation_unknown'],
    ['check', { operation: 'get_object', inputs: {} }, 'request_malformed'],
  ])('%s says what is wrong', async (route, body, code) => {
    const { status, json } = await served.post(`/api/permissions/${route}`, body);
    expect([status, json.error.code]).toEqual([code === 'operation_unknown' ? 404 : 400, code]);
  });

  const call = { operation: 'get_object', input: {} };
  it.each([
    ['policy', {}, "must have required property 'calls'"],
    ['policy', { calls: [null], kind: 'identity' }, 'at /calls/0 must be object'],
    ['policy', { calls: [{ operation: 1 }], kind: 'identity' }, 'at /calls/0/operation must be string'],
    ['policy', { calls: [], kind: 'identities' }, 'at /kind must be equal to one of the allowed values'],
    ['check', {}, "must have required property 'operation'"],
    ['check', { ...call, identityPolicies: {} }, 'at /identityPolicies must be array'],
    ['check', { ...call, bucketPolicy: 1 }, 'at /bucketPolicy must be object,string'],
    ['explain', {}, "must have required property 'document'"],
  ])('%s is held to what the document says of it: %j', async (route, body, words) => {
    const { status, json } = await served.post(`/api/permissions/${route}`, body);
    expect([status, json.error.code]).toEqual([400, 'request_malformed']);
    expect(json.error.message).toContain(words);
  });
});
