import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENTS, type AnyClient, type Connect, type Person, type Target } from './clients.ts';
import { openBench, textOf, type Bench } from './support.ts';
import manifest from '../../../connector/manifest.gen.json' with { type: 'json' };

let bench: Bench;
beforeAll(async () => (bench = await openBench()));
afterAll(() => bench.close());

type Settings = { words?: string[]; options?: Parameters<Bench['serve']>[0] };
const TRANSPORTS: [name: string, target: (settings?: Settings) => Promise<Target>][] = [
  [
    'stdio',
    async ({ words = [] } = {}) => ({
      words: ['--files', bench.folder, ...words],
      connection: bench.connection,
    }),
  ],
  ['HTTP', ({ options } = {}) => bench.serve(options)],
];
const PAIRS = CLIENTS.flatMap(([client, connect]) =>
  TRANSPORTS.map(([transport, target]) => [`${client}, over ${transport}`, connect, target] as const),
);

describe.each(PAIRS)('%s', (name, connect, target) => {
  let mcp: AnyClient;
  const open = async (connect: Connect, settings?: Settings, person?: Person) =>
    bench.keep(await connect(await target(settings), person));
  beforeAll(async () => (mcp = await open(connect)));
  /** A key of this pair's own. */
  const keyOf = (file: string) => `${name}/${file}`;

  test('finds every operation as a tool, and says who it is', async () => {
    const { tools } = await mcp.client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(manifest.operations.map((operation) => operation.name));
    expect(mcp.client.getServerVersion()).toMatchObject({ name: manifest.name, version: manifest.version });
    expect(mcp.client.getInstructions()).toContain('A person is asked before each delete.');
  });

  test('writes and reads, with structured content that fits the output schema', async () => {
    const address = { bucket_name: 'media', object_path: keyOf('a.txt') };
    const put = await mcp.call('put_object_text', { ...address, text: 'Hello' });
    expect(put.structuredContent).toMatchObject({ ...address, size: 5 });
    const got = await mcp.call('get_object', { ...address, output: 'text' });
    expect(got.structuredContent).toMatchObject({ content: 'Hello' });
    expect(JSON.parse(textOf(got))).toEqual(got.structuredContent);
  });

  test('a failure is a result that says what to do', async () => {
    const missing = await mcp.call('get_object', { bucket_name: 'media', object_path: 'missing' });
    expect(missing.isError).toBe(true);
    expect(textOf(missing)).toMatch(/^There is no object under this key\.\nFix: .+\nCode: no_such_key/);
    const wrong = await mcp.call('put_object_text', { bucket_name: 'demo_media', text: 5 });
    expect(textOf(wrong)).toContain('Code: input_invalid (input)');
    await expect(mcp.call('no_such_tool', {})).rejects.toThrow('There is no tool "no_such_tool"');
  });

  test('files go in and out by file objects', async () => {
    const path = join(bench.folder, `${name.replaceAll(/\W/g, '-')}.bin`);
    await writeFile(path, Buffer.alloc(100_000, 7));
    const file = {
      name: 'in.bin',
      url: pathToFileURL(path).href,
      mime_type: 'application/octet-stream',
      expires: 4_000_000_000,
    };
    const address = { bucket_name: 'media', object_path: keyOf('in.bin') };
    const put = await mcp.call('put_object_file', { ...address, file });
    expect(put.structuredContent).toMatchObject({ size: 100_000 });
    const got = await mcp.call('get_object', address);
    expect(got.content).toContainEqual(
      expect.objectContaining({ type: 'resource_link', mimeType: 'application/octet-stream' }),
    );
  });

  test('buckets and objects are resources', async () => {
    const object_path = keyOf('ä b/../ü.txt');
    await mcp.call('put_object_text', { bucket_name: 'media', object_path, text: 'Hällo' });
    const { resources } = await mcp.client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(['s3://media/', 's3://other/']);
    const folder = `s3://media/${encodeURIComponent(name)}/${encodeURIComponent('ä b')}/`;
    const listed = await mcp.client.readResource({ uri: folder });
    const { objects } = JSON.parse(textOf({ content: listed.contents }));
    expect(objects).toEqual([{ key: object_path, uri: `${folder}../%C3%BC.txt` }]);
    const read = await mcp.client.readResource({ uri: objects[0].uri });
    expect(read.contents).toEqual([expect.objectContaining({ text: 'Hällo' })]);
    await expect(mcp.client.readResource({ uri: 's3://media/missing' })).rejects.toThrow('no object');
    await expect(mcp.client.readResource({ uri: 'file:///etc/passwd' })).rejects.toThrow('no resource');
  });

  test('resource templates complete buckets and keys', async () => {
    const { resourceTemplates } = await mcp.client.listResourceTemplates();
    const uri = resourceTemplates[0]?.uriTemplate ?? '';
    const ref = { type: 'ref/resource' as const, uri };
    const buckets = await mcp.client.complete({ ref, argument: { name: 'bucket', value: 'm' } });
    expect(buckets.completion.values).toEqual(['media']);
    await mcp.call('put_object_text', { bucket_name: 'other', object_path: keyOf('x'), text: '' });
    const keys = await mcp.client.complete({
      ref,
      argument: { name: 'key', value: name },
      context: { arguments: { bucket: 'other' } },
    });
    expect(keys.completion.values).toEqual([keyOf('x')]);
  });

  describe('asks before it deletes', () => {
    let asking: AnyClient;
    let person: Person;
    beforeAll(async () => (asking = await open(connect, undefined, (question) => person(question))));

    const deleteBy = async (client: AnyClient, file: string) => {
      const address = { bucket_name: 'media', object_path: keyOf(file) };
      await client.call('put_object_text', { ...address, text: '' });
      const result = await client.call('delete_object', address);
      const head = await client.call('head_object', address);
      return { result, exists: (head.structuredContent as { exists: boolean }).exists };
    };

    test('and deletes once it is confirmed', async () => {
      const questions: string[] = [];
      person = (question) => {
        questions.push(question);
        return { action: 'accept', content: { confirm: true } };
      };
      const { result, exists } = await deleteBy(asking, 'confirmed');
      expect(questions).toEqual([
        `Delete Object: do this?\n- Bucket: "media"\n- Object key: ${JSON.stringify(keyOf('confirmed'))}`,
      ]);
      expect([result.isError, exists]).toEqual([undefined, false]);
    });

    test.each<[string, Person]>([
      ['declined', () => ({ action: 'decline' })],
      ['unticked', () => ({ action: 'accept', content: { confirm: false } })],
    ])('and deletes nothing when it is %s', async (answer, answers) => {
      person = answers;
      const { result, exists } = await deleteBy(asking, answer);
      expect([result.isError, exists]).toEqual([true, true]);
      expect(textOf(result)).toContain('Code: confirmation_declined');
    });

    test('and deletes nothing when the client cannot ask', async () => {
      const { result, exists } = await deleteBy(mcp, 'unasked');
      expect([result.isError, exists]).toEqual([true, true]);
      expect(textOf(result)).toContain('Code: confirmation_unavailable');
    });

    test('and nobody is asked about what cannot be done', async () => {
      const questions: string[] = [];
      person = (question) => {
        questions.push(question);
        return { action: 'decline' };
      };
      const result = await asking.call('delete_object', { bucket_name: 'media' });
      expect(textOf(result)).toContain('input_invalid');
      expect(questions).toEqual([]);
    });
  });

  test('reads only, when told so', async () => {
    const reading = await open(connect, { words: ['--read-only'], options: { readOnly: true } });
    const { tools } = await reading.client.listTools();
    expect(tools.length).toBeGreaterThan(5);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
    const refused = await reading.call('create_bucket', { bucket_name: 'new-bucket' });
    expect(textOf(refused)).toContain('Code: read_only');
    expect((await reading.call('list_buckets', {})).isError).toBeUndefined();
  });

  test('stays within its buckets and prefixes', async () => {
    const bounded = await open(connect, {
      words: ['--bucket', 'media', '--prefix', 'drafts/'],
      options: { buckets: ['media'], prefixes: ['drafts/'] },
    });
    const text = { text: '' };
    const put = (bucket_name: string, object_path: string) =>
      bounded.call('put_object_text', { bucket_name, object_path, ...text });
    expect((await put('media', 'drafts/a')).isError).toBeUndefined();
    expect(textOf(await put('media', 'final/a'))).toContain('outside_connection_limits');
    expect(textOf(await put('other', 'drafts/a'))).toContain('outside_connection_limits');
    const { resources } = await bounded.client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(['s3://media/']);
    const { contents } = await bounded.client.readResource({ uri: 's3://media/' });
    expect(JSON.parse(textOf({ content: contents })).objects).toEqual([
      { key: 'drafts/a', uri: 's3://media/drafts/a' },
    ]);
    await expect(bounded.client.readResource({ uri: 's3://media/final/' })).rejects.toThrow();
  });
});
