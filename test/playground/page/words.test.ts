import { describe, expect, it } from 'vitest';
import type { ManifestOperation, Schema } from '../../../playground/web/api/types.ts';
import { callOf } from '../../../playground/web/code/call.ts';
import { LANGUAGES } from '../../../playground/web/code/languages.ts';
import {
  bytes,
  milliseconds,
  moment,
  shortKey,
  span,
  visibleKey,
} from '../../../playground/web/lib/format.ts';
import { keepable, withoutSecrets } from '../../../playground/web/lib/secrets.ts';
import { actionOf, targetsOf } from '../../../playground/web/operations/naming.ts';
import { conditionOf, isPlain } from '../../../playground/web/permissions/words.ts';

describe('figures', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1024, '1 KiB'],
    [1430, '1.40 KiB'],
    [300 * 2 ** 20, '300 MiB'],
    [5 * 2 ** 40, '5 TiB'],
  ])('%d bytes are %s', (count, text) => expect(bytes(count)).toBe(text));

  it.each([
    [12, '12 s'],
    [65, '1 min 05 s'],
    [3720, '1 h 02 min'],
    [90_000, '1 d 1 h'],
    [-3, '0 s'],
  ])('%d seconds are %s', (seconds, text) => expect(span(seconds)).toBe(text));

  it.each([
    [0.04, '0.0 ms'],
    [2.3, '2 ms'],
    [140.2, '140 ms'],
    [1234, '1.2 s'],
  ])('%d milliseconds are %s', (duration, text) => expect(milliseconds(duration)).toBe(text));

  it('what is no moment stays what it is', () => expect(moment('soon')).toBe('soon'));

  it.each([
    ['a/b c', 'a/b c'],
    [' a ', '␣a␣'],
    ['a\nb', 'a\\u000ab'],
    ['\u202Egpj', '\\u202egpj'],
    ['größe', 'größe'],
  ])('the key %j is shown as %s', (key, text) => expect(visibleKey(key)).toBe(text));
});

describe('a key in a place where it must not be long', () => {
  it.each([
    ['a/b', 'a/b'],
    [`${'a'.repeat(1000)}/end.txt`, `${'a'.repeat(40)}…${'a'.repeat(12)}/end.txt`],
    ['\u202Egpj', '\\u202egpj'],
  ])('%j is %s', (key, text) => expect(shortKey(key)).toBe(text));
});

describe('secrets', () => {
  const schema: Schema = {
    properties: {
      key: { secret: true },
      code: { format: 'password' },
      inside: { properties: { key: { secret: true }, name: {} } },
      list: { items: { properties: { key: { secret: true } } } },
      file: { format: 'file', properties: { url: { secret: true } } },
    },
  };
  it('are taken out wherever they stand', () => {
    const value = { key: 's', code: 's', inside: { key: 's', name: 'n' }, list: [{ key: 's' }], other: 1 };
    expect(withoutSecrets(value, schema)).toEqual({ inside: { name: 'n' }, list: [{}], other: 1 });
  });
  it('a file is not kept: without its link it is none', () => {
    expect(keepable({ file: { name: 'a', url: 's' }, a: 1 }, schema)).toEqual({ a: 1 });
  });
});

describe('what a button says', () => {
  const operation = {
    title: 'Delete Multiple Objects',
    input_schema: {
      required: ['bucket', 'keys'],
      properties: { bucket: {}, keys: { title: 'Object keys' } },
    },
  } as unknown as ManifestOperation;
  it.each([
    [{ bucket: 'b', keys: ['x', 'y'] }, 'Delete 2 objects from b'],
    [{ bucket: 'b', keys: [{ Key: 'x', VersionId: '7' }] }, 'Delete x, version 7 from b'],
    [{ bucket: 'b' }, 'Delete b'],
    [{}, 'Delete Multiple Objects'],
  ])('%j', (input, text) => expect(actionOf(operation, input)).toBe(text));
  it('and what it names', () => {
    expect(targetsOf(operation, { bucket: 'b', keys: [' '] })).toEqual([
      ['bucket', ['b']],
      ['Object keys', ['␣']],
    ]);
  });
});

describe('a call as code', () => {
  const call = {
    operation: 'get_object',
    title: 'Get Object',
    connection: 'sandbox',
    facts: { access_key: '...', secret_key: '...' },
    isSandbox: true,
    leftOut: [],
    origin: 'http://127.0.0.1:1',
    input: { object_path: "it's", tags: { a: 'b' }, keys: ['x', 1, true] },
  };
  const written = Object.fromEntries(LANGUAGES.map(([name, write]) => [name, write(call)]));
  it('quotes what a shell would take apart', () => {
    expect(written.curl).toContain(`it'\\''s`);
    expect(written.s3c).toContain(`--input '{"object_path":"it'\\''s"`);
  });
  it('gives every value of a Tray step its type', () => {
    expect(JSON.parse(written['Tray step'] ?? '').properties).toEqual({
      object_path: { type: 'string', value: "it's" },
      tags: { type: 'object', value: { a: { type: 'string', value: 'b' } } },
      keys: {
        type: 'array',
        value: [
          { type: 'string', value: 'x' },
          { type: 'number', value: 1 },
          { type: 'boolean', value: true },
        ],
      },
    });
  });
  it('says which secrets are to be added, and takes a file from where the reader has it', () => {
    const operation = {
      name: 'put_object_file',
      title: 'Put',
      input_schema: { properties: { file: { format: 'file' }, key: { secret: true } } },
    } as unknown as ManifestOperation;
    const input = { bucket_name: 'b', key: 's3cret', file: { name: "it's.pdf", url: 'http://s3cret' } };
    const made = callOf(operation, input, { isSandbox: false, origin: 'http://127.0.0.1:1' });
    const texts = Object.fromEntries(LANGUAGES.map(([name, write]) => [name, write(made)]));
    expect(Object.values(texts).filter((text) => text.includes('s3cret'))).toEqual([]);
    for (const name of ['curl', 's3c', 'TypeScript']) expect(texts[name]).toContain('add to the input: key');
    expect(texts.curl).toContain(`--data-binary '@it'\\''s.pdf'`);
    expect(texts.s3c).toContain(`--file 'it'\\''s.pdf'`);
    expect(texts.TypeScript).toContain(`"file": fileStore.add("it's.pdf")`);
    expect(JSON.parse(texts['Tray step'] ?? '').properties.file.type).toBe('jsonpath');
    expect(JSON.parse(texts['n8n node'] ?? '').nodes[0].parameters.jsonBody).toContain(
      '"file": {{ JSON.stringify($json.file) }}',
    );
  });
  it('is JSON that n8n can paste, and TypeScript that names the operation', () => {
    const { nodes } = JSON.parse(written['n8n node'] ?? '') as {
      nodes: { parameters: { jsonBody: string } }[];
    };
    expect(JSON.parse(nodes[0]?.parameters.jsonBody ?? '')).toEqual({
      connection: 'sandbox',
      input: call.input,
    });
    expect(written.TypeScript).toContain("connector.run('get_object', {");
  });
});

describe('the condition of a permission', () => {
  const row = { action: 's3:X', resource: 'object', always: false, with: [], without: [] };
  it.each([
    [{ ...row, always: true }, 'always', true],
    [{ ...row, with: [['acl'], ['a', 'b']] }, 'with acl or a and b', false],
    [{ ...row, without: ['version_id'] }, 'without version_id', true],
    [{ ...row, with: [['method']], values: { method: 'probes' } }, 'with method=probes', false],
    [{ ...row, if_data: 'it has tags', of: 'source' as const }, 'if it has tags, on the source', false],
  ])('%j', (given, text, plain) => {
    expect(conditionOf(given)).toBe(text);
    expect(isPlain(given)).toBe(plain);
  });
});
