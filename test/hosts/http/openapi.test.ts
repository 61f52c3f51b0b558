import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createConnector, type Manifest } from '../../../connector/index.ts';
import { mapOpenApi, type OpenApiDocument } from '../../../hosts/http/index.ts';
import { hostPackages } from '../../fixtures/host-packages.ts';
import { lint } from './redocly.ts';

const ADDRESS = 'http://127.0.0.1:4310';
const connector = createConnector();
const { format: document } = mapOpenApi(connector.manifest, ADDRESS);
connector.close();

const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');

beforeAll(() => hostPackages('http'), 300_000);

describe('the OpenAPI document', () => {
  it('passes the linter', async () => {
    expect(await lint(document)).toEqual([]);
  });

  it('would not pass it with faults', async () => {
    const [first, second, third] = Object.values(document.paths).map(({ post }) => post as object);
    const content = { 'application/json': { schema: { type: 'string' }, example: 1 } };
    const paths = {
      '/1': { post: { ...first, requestBody: { $ref: '#/components/nothing' } } },
      '/2': { post: { ...second, answers: {} } },
      '/3': { post: { ...third, requestBody: { content } } },
      '/4': { post: third },
    };
    const rules = (await lint({ ...document, paths })).map((problem) => problem.split(':')[0]);
    expect(rules).toEqual(
      expect.arrayContaining([
        'no-unresolved-refs',
        'struct',
        'no-invalid-media-type-examples',
        'operation-operationId-unique',
      ]),
    );
  });

  it('is the one in the repository', () => {
    expect(JSON.parse(read('docs/openapi.gen.json'))).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('has a path and both schemas for each operation', () => {
    for (const { name } of connector.manifest.operations) {
      expect(document.paths).toHaveProperty([`/api/operations/${name}/run`, 'post']);
      for (const part of ['input', 'output'])
        expect(document.components.schemas).toHaveProperty(`${name}_${part}`);
    }
  });
});

describe('the mapping', () => {
  const rule = {
    type: 'object',
    properties: { a: { type: 'string', maxBytes: 3, title: 'A', advanced: true } },
  };
  const manifest = {
    title: 'T',
    description: 'D',
    version: '1',
    auth: { type: 'object', $id: 'x' },
    operations: [
      {
        name: 'one',
        title: 'One',
        description: 'Does one.',
        documentation: 'https://example.org',
        effect: 'read',
        idempotent: true,
        local: true,
        input_schema: { $schema: 'x', ...rule },
        output_schema: { type: 'object' },
        permissions: [],
        examples: [{ reason: 'Why not?', input: {} }],
      },
    ],
  } as unknown as Manifest;
  const { format, losses } = mapOpenApi(manifest, ADDRESS);

  it('owns up to the rules that only we know, and keeps the hints as extensions', () => {
    expect(losses).toEqual([{ operation: 'one', at: '/input_schema/properties/a', keyword: 'maxBytes' }]);
    expect(format.components.schemas.one_input).toEqual({
      type: 'object',
      properties: { a: { type: 'string', title: 'A', 'x-advanced': true } },
    });
  });

  it('asks for no connection where none is needed', () => {
    const path = format.paths['/api/operations/one/run'] as Record<string, OpenApiDocument['paths'][string]>;
    expect(path.post).toMatchObject({
      operationId: 'one',
      requestBody: {
        content: {
          'application/json': {
            schema: { required: ['input'] },
            examples: { example_1: { summary: 'Why not?', value: { input: {} } } },
          },
        },
      },
    });
  });

  it('leaves out of the real manifest only what is known to be lost', () => {
    const { losses: real } = mapOpenApi(connector.manifest, ADDRESS);
    expect([...new Set(real.map(({ keyword }) => keyword))].sort()).toMatchInlineSnapshot(`
      [
        "bucketName",
        "customerKey",
        "maxBytes",
        "metadataName",
        "metadataSize",
        "moreThan",
        "oneEncryption",
      ]
    `);
  });
});
