import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPlayground, type Playground } from '../../playground/server.ts';
import { createClient, type Client } from '../hosts/http/support.ts';

let playground: Playground;
let client: Client;
beforeAll(async () => {
  playground = await startPlayground();
  client = createClient(`http://127.0.0.1:${playground.port}`, playground.token);
});
afterAll(() => playground.close());

const attach = (document: unknown) => client.post('/api/sandbox/policy', { document }, { method: 'PUT' });
const put = () =>
  client.run('put_object_text', { bucket_name: 'demo-media', object_path: 'a', text: 'x' }, 'limited');

describe("the sandbox's limited user", () => {
  it('may read one bucket, and nothing else', async () => {
    const read = { bucket_name: 'demo-media', object_path: 'notes/hello.txt', output: 'text' };
    expect((await client.run('get_object', read, 'limited')).status).toBe(200);
    expect(
      (await client.run('list_bucket_objects', { bucket_name: 'demo-documents' }, 'limited')).status,
    ).toBe(403);
    expect((await put()).json.error.code).toBe('access_denied');
  });

  it('may do what the refusal says it needs, once that is attached', async () => {
    const { identity_policy: needed } = (await put()).json.error.details;
    const { document } = (await client.call('/api/sandbox/policy')).json;
    await attach({ ...document, Statement: [...document.Statement, ...needed.Statement] });
    expect((await put()).status).toBe(200);
    expect((await client.call('/api/sandbox/policy')).json.document.Statement).toHaveLength(4);
  });

  it('takes no policy that IAM would not take', async () => {
    const { status, json } = await attach({ Version: '2012-10-17', Statement: [{ Effect: 'Alow' }] });
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ code: 'policy_refused', message: expect.stringContaining('Effect') });
    expect((await attach(undefined)).status).toBe(400);
  });

  it('is nobody for whoever has no token', async () => {
    const answer = await fetch(`http://127.0.0.1:${playground.port}/api/sandbox/policy`);
    expect(answer.status).toBe(401);
  });
});
