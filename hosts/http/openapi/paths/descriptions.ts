import { ANY_OBJECT, answers, inPath, json, listOf, objectOf, schemaNamed } from '../parts.ts';
import type { Paths } from './index.ts';

const SUMMARIES = objectOf({ operations: listOf(schemaNamed('OperationSummary')) });

/** What there is to run, as data. */
export const DESCRIPTION_PATHS: Paths = {
  '/api/operations': {
    get: {
      operationId: 'list_operations',
      summary: 'Every operation, briefly',
      responses: answers(200, 'The operations.', json(SUMMARIES)),
    },
  },
  '/api/operations/{name}': {
    parameters: [inPath('name', 'The name of an operation.')],
    get: {
      operationId: 'describe_operation',
      summary: 'One operation, with its schemas, permissions and examples',
      responses: answers(200, 'The operation.', json(ANY_OBJECT)),
    },
  },
  '/api/manifest': {
    get: {
      operationId: 'get_manifest',
      summary: 'Every operation and the connection form in one document',
      responses: answers(200, 'The manifest.', json(ANY_OBJECT)),
    },
  },
  '/api/auth': {
    get: {
      operationId: 'describe_connection',
      summary: 'The schema of a connection',
      responses: answers(200, 'The schema.', json(ANY_OBJECT)),
    },
  },
  '/openapi.json': {
    get: {
      operationId: 'get_openapi',
      summary: 'This document',
      responses: answers(200, 'The document.', json(ANY_OBJECT)),
    },
  },
};
