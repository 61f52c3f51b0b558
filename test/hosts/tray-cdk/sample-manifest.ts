import type { Manifest, ManifestOperation } from '../../../connector/index.ts';

const operation = (
  given: Partial<ManifestOperation> & Pick<ManifestOperation, 'name'>,
): ManifestOperation => ({
  title: `Title of ${given.name}`,
  description: `What ${given.name} does.`,
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html',
  effect: 'read',
  idempotent: true,
  local: false,
  input_schema: { type: 'object', properties: {}, additionalProperties: false },
  output_schema: { type: 'object', properties: {}, additionalProperties: false },
  permissions: [],
  examples: [],
  ...given,
});

const file = {
  type: 'object',
  title: 'File',
  format: 'file',
  properties: { name: { type: 'string' }, url: { type: 'string', format: 'uri', secret: true } },
  required: ['name', 'url'],
  additionalProperties: false,
};

const choices = {
  type: 'object',
  properties: {
    result: {
      type: 'array',
      items: { type: 'object', properties: { text: { type: 'string' }, value: { type: 'string' } } },
    },
  },
  required: ['result'],
  additionalProperties: false,
};

/** A manifest with every construct that schemas have. */
export const manifest: Manifest = {
  name: 'sample',
  version: '1.2.3',
  title: 'Sample',
  description: 'One of everything.',
  auth: {
    type: 'object',
    oneOf: [
      {
        title: 'Key',
        type: 'object',
        properties: {
          type: { const: 'key' },
          key: { type: 'string', secret: true, format: 'password' },
          region: { type: 'string' },
          endpoint: { type: 'string', format: 'uri', advanced: true },
        },
        required: ['key'],
        additionalProperties: false,
      },
    ],
  },
  operations: [
    operation({ name: 'list_places_ddl', local: true, output_schema: choices }),
    operation({ name: 'list_things_ddl', output_schema: choices }),
    operation({
      name: 'put_thing',
      effect: 'write',
      input_schema: {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: '/put_thing/input.schema.json',
        type: 'object',
        properties: {
          place: { type: 'string', lookup: { operation: 'list_places_ddl', input: {} } },
          thing: {
            type: 'string',
            title: 'Thing',
            description: 'Says */ in the middle.',
            minLength: 1,
            maxBytes: 10,
            pattern: '^x',
            messages: { pattern: ['no x', 'begin with x'] },
            lookup: { operation: 'list_things_ddl', input: { place: '{{{place}}}' } },
          },
          kind: { type: 'string', enum: ['b', 'a'], enumLabels: ['The b, second', 'The a'], default: 'a' },
          count: { type: 'integer', minimum: 1, maximum: 9, advanced: true },
          when: { type: 'string', format: 'date-time', advanced: true },
          rule: { type: 'string', format: 'code' },
          password: { type: 'string', format: 'password', secret: true, advanced: true },
          tags: { type: 'object', additionalProperties: { type: 'string', maxLength: 5 }, maxProperties: 10 },
          keys: {
            type: 'array',
            minItems: 1,
            items: { type: ['string', 'object'], properties: { Key: { type: 'string' } } },
          },
          endpoint: { type: 'string', description: 'Has the name of a field of the connection.' },
          region: { type: 'string', lookup: { operation: 'list_places_ddl', input: {} } },
          text: { type: 'string' },
          file,
        },
        required: ['thing', 'text'],
        dependentRequired: { when: ['rule'] },
        not: { required: ['kind', 'count'] },
        additionalProperties: false,
      },
      output_schema: {
        type: 'object',
        properties: { file, content: {}, done: { type: 'boolean' } },
        oneOf: [{ required: ['file'] }, { required: ['content'] }],
        additionalProperties: false,
      },
    }),
  ],
};
