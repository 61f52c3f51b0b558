import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPlayground, type Playground } from '../../playground/server.ts';
import { createClient, type Client } from '../hosts/http/support.ts';

let playground: Playground;
let client: Client;
beforeAll(async () => {
  playground = await startPlayground({ demo: false });
  client = createClient(`http://127.0.0.1:${playground.port}`, playground.token);
});
afterAll(() => playground.close());

const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };

describe('the documentation of permissions', () => {
  it('is a page of HTML that needs nothing from elsewhere', async () => {
    const { headers, text } = await client.call('/api/permissions/docs?format=html&operations=get_object');
    expect(headers.get('content-type')).toMatch('text/html');
    expect(text).toMatch(/^<!doctype html>/);
    expect(text).toContain('s3:GetObject');
    expect(text).not.toMatch(/<script|<link|src=|s3:PutObject/);
  });

  it('is Markdown, of every operation when none is named', async () => {
    const { headers, text } = await client.call('/api/permissions/docs');
    expect(headers.get('content-type')).toMatch('text/markdown');
    expect(text).toMatch(/^# Permissions/);
    expect(text).toContain('`put_object_text`');
  });

  it('names an operation that there is none of', async () => {
    const { status, json } = await client.call('/api/permissions/docs?operations=get_object,get_objekt');
    expect(status).toBe(404);
    expect(json.error.message).toContain('"get_objekt"');
  });

  it('of one policy is Markdown with the steps in the console', async () => {
    const calls = [{ operation: 'get_object', scope: { bucket: 'media' } }];
    const { json } = await client.post('/api/permissions/page', { calls, kind: 'identity' });
    expect(json.markdown).toMatch(/arn:aws:s3:::media\/\*[^]*Create inline policy/);
  });
});

it.each(['page', 'trace'])('what asks for a %s and is malformed is refused, at its place', async (route) => {
  const { status, json } = await client.post(`/api/permissions/${route}`, {});
  expect([status, json.error.code]).toEqual([400, 'request_malformed']);
});

it('a decision is told of what depends on the data, where that is known', async () => {
  const { json } = await client.post('/api/permissions/trace', {
    operation: 'get_object',
    input: { bucket_name: 'media', object_path: 'a' },
    identityPolicies: [EVERYTHING],
    include: ['kms:Decrypt'],
  });
  expect(
    json.actions.map((one: { action: string; stages: unknown[] }) => [one.action, one.stages.length]),
  ).toEqual([
    ['s3:GetObject', 6],
    ['kms:Decrypt', 6],
  ]);
});

it('a decision is told stage by stage', async () => {
  const { json } = await client.post('/api/permissions/trace', {
    operation: 'get_object',
    input: { bucket_name: 'media', object_path: 'a' },
    identityPolicies: [EVERYTHING],
    sessionPolicy: {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:Put*', Resource: '*' },
    },
  });
  expect(json.decision).toBe('denied');
  expect(json.actions[0].stages.map((one: { outcome: string }) => one.outcome)).toEqual([
    'silent',
    'absent',
    'absent',
    'allows',
    'absent',
    'silent',
  ]);
});

it('a policy is tightened to a bucket', async () => {
  const scope = { bucket: 'media', prefix: 'a/' };
  const { json } = await client.post('/api/permissions/tightened', { document: EVERYTHING, scope });
  expect(json.operations).toContain('get_object');
  expect(JSON.stringify(json.document)).not.toMatch(/s3:\*|"Resource":"arn:aws:s3:::\*/);
});
