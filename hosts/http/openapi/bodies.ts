import type { JsonSchema } from '../../../connector/index.ts';
import { ANY_OBJECT, listOf, objectOf, TEXT, type Part } from './parts.ts';

/** A policy as JSON, or as JSON in a text. */
const POLICY: Part = { type: ['object', 'string'] };
/** Policies that all allow, or of each level of an organization the ones of which one allows. */
const LEVELS: Part = { anyOf: [listOf(POLICY), listOf(listOf(POLICY))] };
const INCLUDE: Part = {
  description: 'Options of the input, actions, or all.',
  anyOf: [{ const: 'all' }, listOf(TEXT)],
};
const SCOPE = objectOf({
  'bucket?': TEXT,
  'prefix?': TEXT,
  'source?': objectOf({ bucket: TEXT, 'prefix?': TEXT }),
  'kms_key?': TEXT,
  'include?': INCLUDE,
});

/** What the routes about permissions take: the document tells it, and the routes hold their clients to it. */
export const PERMISSION_BODIES = {
  policy: objectOf({
    calls: listOf(objectOf({ operation: TEXT, 'scope?': SCOPE, 'input?': ANY_OBJECT, 'include?': INCLUDE })),
    kind: { enum: ['identity', 'bucket'] },
    'principal?': { anyOf: [TEXT, listOf(TEXT)] },
    'bucket?': TEXT,
    'partition?': TEXT,
    'account?': TEXT,
  }),
  explain: objectOf({ document: {} }),
  check: objectOf({
    operation: TEXT,
    input: ANY_OBJECT,
    'identityPolicies?': listOf(POLICY),
    'bucketPolicy?': POLICY,
    'permissionsBoundary?': POLICY,
    'sessionPolicy?': POLICY,
    'serviceControlPolicies?': LEVELS,
    'principal?': TEXT,
    'account?': TEXT,
    'partition?': TEXT,
    'context?': ANY_OBJECT,
    'include?': INCLUDE,
  }),
} satisfies Record<string, JsonSchema>;
