import type { Manifest } from '../../../connector/index.ts';

const operation = {
  documentation: 'https://example.com/?a=1&b=2',
  effect: 'write',
  idempotent: true,
  local: false,
  output_schema: {
    type: 'object',
    properties: { etag: { type: 'string', title: 'ETag', description: 'The <etag>.' } },
  },
  permissions: [{ action: 's3:PutObject', resource: 'object', because: 'it is stored' }],
  examples: [],
} as const;

/** Two operations and a dropdown: a field of each kind, and of each thing that Node-RED cannot say. */
export const SMALL_MANIFEST = {
  name: 'small',
  version: '1.2.3',
  title: 'Small',
  description: 'For tests.',
  auth: {
    title: 'Connection',
    oneOf: [
      {
        title: 'Key',
        type: 'object',
        properties: {
          type: { const: 'key' },
          id: { type: 'string', title: 'Id' },
          secret: { type: 'string', title: 'Secret', secret: true, format: 'password' },
          server: { type: 'string', title: 'Server', format: 'uri' },
          limits: { type: 'array', title: 'Limits', items: { type: 'string' } },
        },
        required: ['id', 'secret'],
      },
      {
        title: 'Nobody',
        type: 'object',
        properties: { type: { const: 'nobody' }, server: { type: 'string', title: 'Server', format: 'uri' } },
        required: ['type'],
      },
    ],
  },
  operations: [
    {
      ...operation,
      name: 'keep_thing',
      title: 'Keep <Thing>',
      description: 'Keeps </script> a thing.',
      input_schema: {
        type: 'object',
        properties: {
          bucket: {
            type: 'string',
            title: 'Bucket',
            description: 'Where to.',
            minLength: 1,
            bucketName: 'existing',
            lookup: { operation: 'things_ddl', input: { region: '{{{region}}}' } },
          },
          body: { type: 'string', title: 'Body', format: 'text' },
          size: { type: 'integer', title: 'Size', minimum: 1, maximum: 9, default: 3, advanced: true },
          hold: { type: 'boolean', title: 'Hold' },
          mode: { type: 'string', title: 'Mode', enum: ['a:b', 'c'], enumLabels: ['A and b', 'C'] },
          until: { type: 'string', title: 'Until', format: 'date-time' },
          key: { type: 'string', title: 'Key', secret: true, format: 'password' },
          file: { type: 'object', title: 'File', format: 'file' },
          tags: { type: 'object', title: 'Tags', additionalProperties: { type: 'string' } },
        },
        required: ['bucket', 'body'],
        dependentRequired: { until: ['mode'] },
        additionalProperties: false,
      },
    },
    {
      ...operation,
      name: 'look_around',
      title: 'Look Around',
      description: 'Looks.',
      effect: 'read',
      local: true,
      input_schema: { type: 'object', additionalProperties: false },
    },
    {
      ...operation,
      name: 'things_ddl',
      title: 'Things',
      description: 'Choices.',
      effect: 'read',
      input_schema: { type: 'object', properties: { region: { type: 'string' } } },
    },
  ],
} satisfies Manifest;
