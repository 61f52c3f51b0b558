import type { ConnectorError } from '../../connector/index.ts';

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
  file_store_full: 507,
  deadline_exceeded: 504,
  server_busy: 503,
  server_stopping: 503,
  run_interrupted: 503,
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
