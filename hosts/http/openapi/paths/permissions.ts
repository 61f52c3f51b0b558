import { PERMISSION_BODIES } from '../bodies.ts';
import { ANY_OBJECT, answers, bodyOf, json, listOf, objectOf } from '../parts.ts';
import type { Paths } from './index.ts';

const OPERATIONS = objectOf({ operations: listOf(ANY_OBJECT) });
const anObject = (description: string) => answers(200, description, json(ANY_OBJECT));

/** The permission table, and policies made from it and read by it. */
export const PERMISSION_PATHS: Paths = {
  '/api/permissions': {
    get: {
      operationId: 'list_permissions',
      summary: 'What each operation needs, and when',
      responses: answers(200, 'The table.', json(OPERATIONS)),
    },
  },
  '/api/permissions/policy': {
    post: {
      operationId: 'make_policy',
      summary: 'The least privilege for calls, in every format',
      requestBody: bodyOf(json(PERMISSION_BODIES.policy)),
      responses: anObject('The policy, and what it leaves out.'),
    },
  },
  '/api/permissions/explain': {
    post: {
      operationId: 'explain_policy',
      summary: 'What a policy allows, and what it grants beyond',
      requestBody: bodyOf(json(PERMISSION_BODIES.explain)),
      responses: anObject('Operation by operation.'),
    },
  },
  '/api/permissions/check': {
    post: {
      operationId: 'check_policies',
      summary: 'Whether policies allow a call, and which statement decides',
      requestBody: bodyOf(json(PERMISSION_BODIES.check)),
      responses: anObject('The decision, action by action.'),
    },
  },
};
