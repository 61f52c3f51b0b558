const COMMON = '../../../schemas/common.schema.json#/$defs';

/** The hand-written files of a new operation, by name, as far as they can be written without knowing it. */
export function scaffold(name: string): Record<string, string> {
  return {
    'operation.ts': definition(name),
    'input.schema.json': json(inputSchema(name)),
    'output.schema.json': json(outputSchema(name)),
    'examples.json': json(examples),
  };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const titleOf = (name: string): string =>
  name
    .split('_')
    .map((word) => word[0]?.toUpperCase() + word.slice(1))
    .join(' ');

const definition = (name: string): string => `import { defineOperation } from '../../define.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: '${name}',
  title: '${titleOf(name)}',
  description: 'FILL IN: what it does, in a sentence.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/FILL IN: the page of the API action.html',
  // FILL IN: read, write or delete, and whether running it twice leaves the same state as running it once.
  effect: 'read',
  idempotent: true,
  // FILL IN: every action that S3 checks, from the action's page; \`when\` limits a row to some inputs.
  permissions: [{ action: 's3:FILL IN', resource: 'bucket' }],
  command: 'FILL IN: the API action',
  request: (input) => ({ Bucket: input.bucket_name, FillIn: input.fill_in }),
  output: (response) => ({ fill_in: response.FillIn }),
});
`;

const blank = {
  type: 'string',
  title: 'FILL IN: a short label',
  description: 'FILL IN: what it is, its unit, what happens without it.',
};

const inputSchema = (name: string) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `/connector/operations/${name}/input.schema.json`,
  type: 'object',
  properties: {
    region: { $ref: `${COMMON}/region` },
    bucket_name: { $ref: `${COMMON}/bucket_name` },
    fill_in: blank,
    expected_bucket_owner: { $ref: `${COMMON}/expected_bucket_owner` },
  },
  required: ['bucket_name'],
  additionalProperties: false,
});

const outputSchema = (name: string) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `/connector/operations/${name}/output.schema.json`,
  type: 'object',
  properties: { fill_in: blank },
  required: ['fill_in'],
  additionalProperties: false,
});

const examples = {
  valid: [
    {
      reason: 'The least that is needed.',
      input: { bucket_name: 'demo-media', fill_in: 'FILL IN: and a further example for each choice' },
    },
  ],
  invalid: [
    {
      reason: 'FILL IN: the mistakes that people will make, each with a part of the message that they get.',
      input: { fill_in: 'FILL IN' },
      message: 'Bucket ("bucket_name") is missing',
    },
  ],
  unexpected: [{ reason: 'FILL IN: what a broken answer would lead to.', output: { fill_in: ['FILL IN'] } }],
};
