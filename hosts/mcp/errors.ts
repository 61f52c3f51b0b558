import { errorsOf, type CatalogueEntry } from '../../connector/index.ts';
import { guardErrors } from '../shared/guard-errors.ts';
import { limitErrors } from '../shared/limit-errors.ts';

/** What can go wrong between an MCP client and the connector. */
export const mcpErrors = {
  ...guardErrors,
  ...limitErrors,
  read_only: {
    category: 'permission',
    message: '"{operation}" changes data, and this server only reads.',
    fix: 'Have whoever starts the server leave --read-only out.',
    retryable: false,
  },
  confirmation_declined: {
    category: 'permission',
    message: 'A person was asked and did not confirm "{operation}". Nothing has been done.',
    fix: 'Do not try it again without being asked to.',
    retryable: false,
  },
  confirmation_unavailable: {
    category: 'permission',
    message:
      '"{operation}" must be confirmed by a person, and this client cannot ask one. Nothing has been done.',
    fix: 'Use a client that supports elicitation, or have whoever starts the server choose another --confirm.',
    retryable: false,
  },
  resource_unknown: {
    category: 'not_found',
    message: '"{uri}" names no resource here.',
    fix: 'Use s3://bucket/ or s3://bucket/key, the key percent-encoded between its slashes.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;

/** Creates an error of the MCP host. */
export const fail = errorsOf(mcpErrors);
