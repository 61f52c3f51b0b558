import { Ajv, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { createConnector, type ManifestOperation } from '../../../connector/index.ts';
import { mapTools } from '../../../hosts/mcp/index.ts';

const { manifest } = createConnector();
const { format: tools, losses } = mapTools(manifest);
const operationOf = (name: string) =>
  manifest.operations.find((operation) => operation.name === name) as ManifestOperation;

const compilers = (['2020-12', 'draft-07'] as const).map((draft) => {
  // An unknown keyword or format is an error here, and so would a clash of identifiers be.
  const options: Options = { strict: true, strictRequired: false, allowUnionTypes: true };
  const ajv = draft === '2020-12' ? new Ajv2020(options) : new Ajv({ ...options, strictTypes: false });
  if (draft === 'draft-07') ajv.addKeyword('dependentRequired');
  addFormats.default(ajv);
  return [draft, ajv] as const;
});

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  test.each(compilers)('has schemas that a validator of %s takes as they are', (_, ajv) => {
    for (const schema of [tool.inputSchema, tool.outputSchema ?? {}]) {
      expect(schema.type).toBe('object');
      expect(ajv.compile(schema)).toBeTypeOf('function');
    }
  });

  test('takes every example of its operation', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(tool.inputSchema);
    const { examples } = operationOf(name);
    expect(examples.length).toBeGreaterThan(0);
    for (const { input } of examples) expect(validate(input), JSON.stringify(validate.errors)).toBe(true);
  });

  test('has the members of its operation, and what they must have', () => {
    const { input_schema, output_schema, effect, idempotent } = operationOf(name);
    const members = (schema: object) => Object.keys((schema as { properties?: object }).properties ?? {});
    expect(members(tool.inputSchema)).toEqual(members(input_schema));
    expect(members(tool.outputSchema ?? {})).toEqual(members(output_schema));
    expect(tool.inputSchema.required).toEqual(input_schema.required);
    expect(tool.annotations).toMatchObject({
      readOnlyHint: effect === 'read',
      destructiveHint: effect !== 'read',
      idempotentHint: idempotent,
    });
  });

  test('has nothing at its root that the APIs of models refuse', () => {
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) expect(tool.inputSchema).not.toHaveProperty(keyword);
  });
});

/** Where in an operation a loss points to. */
function valueAt(operation: object, pointer: string): unknown {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], operation);
}

test('every loss is one: the definition says it there, and the tool does not', () => {
  expect(losses.length).toBeGreaterThan(0);
  for (const { operation, at, keyword } of losses) {
    const tool = tools.find(({ name }) => name === operation);
    const mapped = { input_schema: tool?.inputSchema, output_schema: tool?.outputSchema };
    expect(valueAt(operationOf(operation), at)).toHaveProperty(keyword);
    expect(Object.keys(valueAt(mapped, at) as object)).not.toContain(keyword);
  }
});

test('a definition with everything in it, as a tool and its losses', () => {
  const operation: ManifestOperation = {
    name: 'paint_shelf',
    title: 'Paint Shelf',
    description: 'Paints it.',
    documentation: 'https://example.com/paint',
    effect: 'write',
    idempotent: true,
    local: false,
    permissions: [],
    examples: [],
    input_schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: '/paint.json',
      type: 'object',
      properties: {
        shelf: {
          type: 'string',
          description: 'Which one.',
          lookup: { operation: 'list_shelves', input: {} },
        },
        colour: { type: 'string', enum: ['r', 'g'], enumLabels: ['Red', 'Green'], advanced: true },
        note: { type: 'string', pattern: '^\\p{L}+$', format: 'text', maxBytes: 10 },
        'a/b': { type: 'array', items: { $id: '/item.json', type: 'string', secret: true, format: 'uri' } },
      },
      required: ['shelf'],
      oneOf: [{ required: ['colour'] }, { required: ['note'] }],
      allOf: [{ not: { required: ['x'] }, messages: { not: ['No x.', 'Leave x out.'] } }],
      additionalProperties: false,
    },
    output_schema: { type: 'object', properties: { file: { type: 'object', format: 'file' } } },
  };
  const { format, losses } = mapTools({ operations: [operation] });
  expect(format).toEqual([
    {
      name: 'paint_shelf',
      title: 'Paint Shelf',
      description: 'Paints it. No x. Leave x out. Give exactly one of colour, note.',
      inputSchema: {
        type: 'object',
        properties: {
          shelf: { type: 'string', description: 'Which one. The tool list_shelves lists the choices.' },
          colour: { type: 'string', enum: ['r', 'g'], description: 'r: Red; g: Green.' },
          note: { type: 'string' },
          'a/b': { type: 'array', items: { type: 'string', format: 'uri' } },
        },
        required: ['shelf'],
        additionalProperties: false,
      },
      outputSchema: { type: 'object', properties: { file: { type: 'object' } } },
      annotations: {
        title: 'Paint Shelf',
        readOnlyHint: false,
        destructiveHint: true,
        idempotentHint: true,
        openWorldHint: true,
      },
      _meta: {
        'aws-s3-connector/effect': 'write',
        'aws-s3-connector/documentation': 'https://example.com/paint',
      },
    },
  ]);
  const lost = (at: string, ...keywords: string[]) =>
    keywords.map((keyword) => ({ operation: 'paint_shelf', at, keyword }));
  expect(losses).toEqual([
    ...lost('/input_schema', 'allOf', 'oneOf'),
    ...lost('/input_schema/properties/colour', 'advanced'),
    ...lost('/input_schema/properties/note', 'pattern', 'format', 'maxBytes'),
    ...lost('/input_schema/properties/a~1b/items', 'secret'),
    ...lost('/output_schema/properties/file', 'format'),
  ]);
});

test('the mapping changes nothing of the manifest, and gives the same each time', () => {
  const before = JSON.stringify(manifest);
  expect(mapTools(manifest)).toEqual({ format: tools, losses });
  expect(JSON.stringify(manifest)).toBe(before);
});
