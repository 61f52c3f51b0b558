import { listOf, objectOf, schemaNamed, TEXT, type Part } from './parts.ts';

const CATEGORIES = [
  'input',
  'auth',
  'region',
  'permission',
  'not_found',
  'conflict',
  'throttled',
  'network',
  'service',
  'connector',
];
const FLAG: Part = { type: 'boolean' };
const EFFECT: Part = { enum: ['read', 'write', 'delete'] };

/** What the answers beside the operations' own are made of. */
export const SCHEMAS: Readonly<Record<string, Part>> = {
  Error: objectOf({
    error: objectOf({
      code: { ...TEXT, description: 'Stable; docs/errors.md lists those of runs.' },
      category: { enum: CATEGORIES, description: 'Who must act.' },
      message: { ...TEXT, description: 'What happened, in a sentence.' },
      fix: { ...TEXT, description: 'What to do about it.' },
      retryable: { ...FLAG, description: 'Whether the same request may succeed later.' },
      'stage?': { ...TEXT, description: 'The stage of the run that failed.' },
      'operation?': TEXT,
      'status?': { type: 'integer', description: 'The HTTP status of S3.' },
      'request_id?': { ...TEXT, description: "S3's id of the failed request." },
      'details?': { type: 'object' },
    }),
  }),
  File: objectOf({
    name: TEXT,
    url: {
      ...TEXT,
      format: 'uri',
      description: 'Works without a token until it expires: treat it as a secret.',
    },
    mime_type: TEXT,
    expires: { type: 'integer', description: 'In Unix seconds.' },
  }),
  Connection: objectOf({ id: TEXT, label: TEXT, type: TEXT, 'region?': TEXT, 'endpoint?': TEXT }),
  Connections: objectOf({ connections: listOf(schemaNamed('Connection')) }),
  Choices: objectOf({ result: listOf(objectOf({ text: TEXT, value: TEXT }, true)) }, true),
  OperationSummary: objectOf({
    name: TEXT,
    title: TEXT,
    description: TEXT,
    documentation: TEXT,
    effect: EFFECT,
    idempotent: FLAG,
    local: FLAG,
  }),
  Need: objectOf({ action: TEXT, resource: { ...TEXT, description: 'An ARN.' } }, true),
};
