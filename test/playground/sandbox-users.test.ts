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

interface Shown {
  connection: string;
  label: string;
  may: string;
  document?: { Statement: object[] };
}

const users = async (): Promise<Shown[]> => (await client.call('/api/sandbox/users')).json.users;
const attach = (document: unknown, user = 'limited') =>
  client.post(`/api/sandbox/users/${user}`, { document }, { method: 'PUT' });

const READ = ['get_object', { bucket_name: 'demo-media', object_path: 'notes/hello.txt' }] as const;
const ELSEWHERE = ['list_bucket_objects', { bucket_name: 'demo-documents' }] as const;
const STORE = ['put_object_text', { bucket_name: 'demo-media', object_path: 'a', text: 'x' }] as const;
const UPLOAD = [
  'put_object_text',
  { bucket_name: 'demo-media', object_path: 'uploads/a', text: 'x' },
] as const;
const FOLDER = ['list_bucket_objects', { bucket_name: 'demo-media', prefix: 'uploads/' }] as const;

describe("the sandbox's users", () => {
  it('are told with what they may do, and each has a connection of this name', async () => {
    const { connections } = (await client.call('/api/connections')).json;
    const shown = await users();
    expect(shown.map(({ connection, label }) => ({ id: connection, label }))).toEqual(
      connections.map(({ id, label }: { id: string; label: string }) => ({ id, label })),
    );
    expect(shown.map(({ document }) => document?.Statement.length ?? 'everything')).toEqual([
      'everything',
      3,
      3,
      3,
    ]);
    expect(shown.every(({ may }) => /\w/.test(may))).toBe(true);
  });

  it.each([
    ['sandbox', { read: 200, elsewhere: 200, store: 200, upload: 200, folder: 200 }],
    ['analyst', { read: 200, elsewhere: 200, store: 403, upload: 403, folder: 200 }],
    ['uploader', { read: 403, elsewhere: 403, store: 403, upload: 200, folder: 200 }],
    ['limited', { read: 200, elsewhere: 403, store: 403, upload: 403, folder: 200 }],
  ])('%s may do what it is said to, and no more', async (connection, expected) => {
    const status = async ([name, input]: readonly [string, object]) =>
      (await client.run(name, input, connection)).status;
    expect({
      read: await status(READ),
      elsewhere: await status(ELSEWHERE),
      store: await status(STORE),
      upload: await status(UPLOAD),
      folder: await status(FOLDER),
    }).toEqual(expected);
  });

  it('may do what the refusal says is needed, once that is attached', async () => {
    const { identity_policy: needed } = (await client.run(...STORE, 'limited')).json.error.details;
    const document = (await users()).find(({ connection }) => connection === 'limited')?.document;
    await attach({ ...document, Statement: [...(document?.Statement ?? []), ...needed.Statement] });
    expect((await client.run(...STORE, 'limited')).status).toBe(200);
    expect((await users()).at(-1)?.document?.Statement).toHaveLength(4);
  });

  it('take no policy that IAM would not take', async () => {
    const { status, json } = await attach({ Version: '2012-10-17', Statement: [{ Effect: 'Alow' }] });
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ code: 'policy_refused', message: expect.stringContaining('Effect') });
    expect((await attach(undefined)).status).toBe(400);
  });

  it('are these and no others; the administrator has no policy to change', async () => {
    for (const name of ['nobody', 'sandbox']) {
      const { status, json } = await attach({ Version: '2012-10-17', Statement: [] }, name);
      expect(status).toBe(404);
      expect(json.error.fix).toContain('analyst, uploader, limited');
    }
  });

  it('are nobody for whoever has no token', async () => {
    const answer = await fetch(`http://127.0.0.1:${playground.port}/api/sandbox/users`);
    expect(answer.status).toBe(401);
  });
});
