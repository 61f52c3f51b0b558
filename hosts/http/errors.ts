import { errorsOf, runtimeErrors, type CatalogueEntry } from '../../connector/index.ts';
import { guardErrors } from '../shared/guard-errors.ts';
import { serveErrors } from './serve/errors.ts';

/** What can go wrong before an operation is reached. */
export const httpErrors = {
  operation_unknown: runtimeErrors.operation_unknown,
  unexpected: runtimeErrors.unexpected,
  deadline_exceeded: runtimeErrors.deadline_exceeded,
  ...guardErrors,
  token_missing: {
    ...guardErrors.token_missing,
    fix: 'Send the token of this server as "Authorization: Bearer <token>", or in the header "X-Api-Key".',
  },
  ...serveErrors,
  route_unknown: {
    category: 'not_found',
    message: 'There is nothing at {method} {path}.',
    fix: 'GET /api/operations lists the operations.',
    retryable: false,
  },
  method_refused: {
    category: 'input',
    message: '{path} takes no {method}.',
    fix: 'Use {allowed}.',
    retryable: false,
  },
  request_malformed: {
    category: 'input',
    message: 'The request cannot be understood: {reason}',
    fix: 'Correct the request.',
    retryable: false,
  },
  body_not_json: {
    category: 'input',
    message: 'The body is not JSON{position}.',
    fix: 'Send valid JSON, such as {"connection": "sandbox", "input": {}}.',
    retryable: false,
  },
  body_type_wrong: {
    category: 'input',
    message: 'The body is not declared as JSON.',
    fix: 'Send the header "Content-Type: application/json".',
    retryable: false,
  },
  body_too_large: {
    category: 'input',
    message: 'The body is larger than the {limit} bytes allowed here.',
    fix: 'Send large content as a file: POST /api/files, then use the file object that it answers.',
    retryable: false,
  },
  connection_required: {
    category: 'input',
    message: 'The request names no connection.',
    fix: 'Set "connection" to the id of a connection; GET /api/connections lists them.',
    retryable: false,
  },
  connection_unknown: {
    category: 'not_found',
    message: 'There is no connection "{id}".{suggestion}',
    fix: 'Use the id of a connection that GET /api/connections lists, or add one.',
    retryable: false,
  },
  connections_full: {
    category: 'conflict',
    message: 'There are {limit} connections already.',
    fix: 'Remove one that is not needed any more, then add this one.',
    retryable: false,
  },
  connections_fixed: {
    category: 'permission',
    message: 'Clients may not add or remove connections of this server.',
    fix: 'Use one that GET /api/connections lists, or have whoever runs the server add this one.',
    retryable: false,
  },
  server_busy: {
    category: 'throttled',
    message: 'The server has {limit} runs and uploads under way, and takes no more at a time.',
    fix: 'Try it again, after the seconds that the header "Retry-After" gives.',
    retryable: true,
  },
  server_stopping: {
    category: 'service',
    message: 'The server is about to stop, and takes nothing new.',
    fix: 'Try it again: another server may have taken its place.',
    retryable: true,
  },
  run_interrupted: {
    category: 'service',
    message: 'The server stopped before the run had ended.',
    fix: 'Look at what it did, then run it again if need be.',
    retryable: true,
  },
  endpoint_refused: {
    category: 'permission',
    message: 'This server does not let connections choose the endpoint {origin}.',
    fix: 'Leave the endpoint out for AWS, or have whoever runs the server allow this one.',
    retryable: false,
  },
  lookup_missing: {
    category: 'input',
    message: 'The member "{member}" has no list to choose from.',
    fix: 'Name a member whose schema has a "lookup".',
    retryable: false,
  },
  length_missing: {
    category: 'input',
    message: 'The upload does not say how long it is.',
    fix: 'Send the header "Content-Length".',
    retryable: false,
  },
  nothing_to_send: {
    category: 'input',
    message: 'This operation does not prepare a request that bytes could be sent by.',
    fix: 'Use an operation that answers url, method and headers.',
    retryable: false,
  },
  send_failed: {
    category: 'network',
    message: 'The upload broke off on its way to S3: {reason}',
    fix: 'Try it again.',
    retryable: true,
  },
  send_refused: {
    category: 'service',
    message: 'S3 refused the upload with status {status}: {reason}',
    fix: 'Check what the connection may do in this bucket, then try it again.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;

/** Creates an error of the HTTP host. */
export const fail = errorsOf(httpErrors);
