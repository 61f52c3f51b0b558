import { ConnectorError, errorsOf, runtimeErrors, type CatalogueEntry } from '../../connector/index.ts';
import { guardErrors } from '../shared/guard-errors.ts';

/** What can go wrong before an operation is reached. */
export const httpErrors = {
  operation_unknown: runtimeErrors.operation_unknown,
  unexpected: runtimeErrors.unexpected,
  ...guardErrors,
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

/** The answer's HTTP status, where the error's code says more than its category. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  token_missing: 401,
  token_wrong: 401,
  host_refused: 421,
  operation_unknown: 404,
  method_refused: 405,
  connection_invalid: 400,
  body_type_wrong: 415,
  body_too_large: 413,
  file_too_large: 413,
  deadline_exceeded: 504,
};

/**
 * Who must act, as a status. 401 always means the token of this server: credentials that S3 refuses are 403, as at
 * S3 itself. 502 is everything that went wrong beyond this server.
 */
const STATUS_BY_CATEGORY: Readonly<Record<ConnectorError['category'], number>> = {
  input: 400,
  region: 400,
  auth: 403,
  permission: 403,
  not_found: 404,
  conflict: 409,
  throttled: 429,
  network: 502,
  service: 502,
  connector: 500,
};

/** The HTTP status that an error is answered with. */
export function statusOf({ code, category }: ConnectorError): number {
  return STATUS_BY_CODE[code] ?? STATUS_BY_CATEGORY[category];
}
