import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPlayground, type Playground } from '../../playground/server.ts';
import { createClient, type Client } from '../hosts/http/support.ts';

let playground: Playground;
let client: Client;
beforeAll(async () => {
  playground = await startPlayground();
  client = createClient(`http://127.0.0.1:${playground.port}`, playground.token);
});
afterAll(() => playground.close());

it('runs the tour: put a text, list it, get it as a file, share it by a signed link', async () => {
  const object = { bucket_name: 'demo-media', object_path: 'tour/größe & mehr.txt' };
  const put = await client.run('put_object_text', { ...object, text: 'Hello, bucket!' });
  expect(put.json.output).toMatchObject({ ...object, size: 14 });

  const listed = await client.run('list_bucket_objects', { bucket_name: 'demo-media', prefix: 'tour/' });
  expect(listed.json.output.objects).toMatchObject([{ object_path: object.object_path, size: 14 }]);

  const { file } = (await client.run('get_object', object)).json.output;
  expect(file.url).toMatch(`${client.address}/files/`);
  expect(await (await fetch(file.url)).text()).toBe('Hello, bucket!');

  const signed = await client.run('get_object_signed_url', { ...object, expires_seconds: 60 });
  expect(await (await fetch(signed.json.output.file.url)).text()).toBe('Hello, bucket!');
  expect(client.answers.join('\n')).not.toContain(playground.sandbox.secret_key);
});

it('takes a file in and stores it', async () => {
  const options = { method: 'POST', body: 'a,b\n1,2\n' };
  const file = (await client.call('/api/files?name=table.csv&mime_type=text/csv', options)).json;
  const put = await client.run('put_object_file', {
    bucket_name: 'demo-media',
    object_path: 'table.csv',
    file,
  });
  expect(put.json.output).toMatchObject({ size: 8 });
  const head = await client.run('head_object', { bucket_name: 'demo-media', object_path: 'table.csv' });
  expect(JSON.stringify(head.json.output)).toContain('text/csv');
});

it('lets a connection lead to a server of this machine', async () => {
  const { access_key, secret_key, region, endpoint } = playground.sandbox;
  const connection = { access_key, secret_key: `${secret_key}x`, region, endpoint };
  const added = await client.post('/api/connections', { label: 'Wrong key', connection });
  const answer = await client.run('list_buckets', {}, added.json.id);
  expect(answer.json.error).toMatchObject({ code: 'signature_does_not_match', category: 'auth' });
  expect(answer.status).toBe(403);
});

it('runs the first example of every operation, as a first visit does', async () => {
  const { operations } = (await client.call('/api/manifest')).json;
  // As the page does: the file that an example names at example.com is replaced by one that exists.
  const file = (await client.call('/api/files?name=sample.txt', { method: 'POST', body: 'sample' })).json;
  const effects = ['read', 'write', 'delete'];
  for (const { name, examples } of effects.flatMap((effect) => operations.filter(withEffect(effect)))) {
    const { input } = examples[0];
    const answer = await client.run(name, input.file ? { ...input, file } : input);
    expect({ name, ...answer.json }).toEqual({ name, output: expect.any(Object) });
  }
});

const withEffect = (wanted: string) => (operation: { effect: string }) => operation.effect === wanted;
