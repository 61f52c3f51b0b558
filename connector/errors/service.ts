import type { CatalogueEntry } from '../../src/index.ts';

/** S3 and the way to it: throttling, the network, answers that cannot be right. */
export const serviceErrors = {
  not_implemented: {
    category: 'service',
    message: 'The server does not know this call, or something asked of it.',
    fix: 'Leave out what the server lacks (encryption, checksums, storage classes), or use Amazon S3.',
    retryable: false,
  },
  bad_digest: {
    category: 'service',
    message: 'The bytes that arrived are not the bytes that were sent.',
    fix: 'Run again; nothing was stored.',
    retryable: true,
  },
  upload_corrupted: {
    category: 'service',
    message: "The object was stored, but S3's checksum is not that of the bytes that were sent.",
    fix: 'Run again: that overwrites the object. Do not use it as it is.',
    retryable: true,
  },
  partial_list: {
    category: 'service',
    message: 'S3 says that the list goes on but not where: what came so far is not the whole.',
    fix: 'Run again.',
    retryable: true,
  },
  slow_down: {
    category: 'throttled',
    message: 'S3 asks to send fewer requests.',
    fix: 'Run again later, with less at the same time; spread keys over more prefixes.',
    retryable: true,
  },
  service_unavailable: {
    category: 'throttled',
    message: 'S3 is busy.',
    fix: 'Run again in a moment.',
    retryable: true,
  },
  internal_error: {
    category: 'service',
    message: 'S3 had an internal error.',
    fix: 'Run again in a moment; if it stays, contact AWS with the request id.',
    retryable: true,
  },
  request_timeout: {
    category: 'network',
    message: 'The connection to S3 was idle for too long.',
    fix: 'Check the network, then run again.',
    retryable: true,
  },
  endpoint_not_found: {
    category: 'network',
    message: 'The host {host} does not exist, or its name cannot be looked up.',
    fix: 'Check the region and the endpoint of the connection, and the network.',
    retryable: true,
  },
  connection_refused: {
    category: 'network',
    message: 'Nothing answers at {host}.',
    fix: 'Check the endpoint of the connection, and that the server runs.',
    retryable: true,
  },
  connection_lost: {
    category: 'network',
    message: 'The connection to S3 broke.',
    fix: 'Run again. A write may have happened: look before writing again what must not be there twice.',
    retryable: true,
  },
  timed_out: {
    category: 'network',
    message: 'S3 did not answer in time.',
    fix: 'Check the network, then run again.',
    retryable: true,
  },
  tls_failed: {
    category: 'network',
    message: 'No secure connection: {reason}',
    fix: 'Check the endpoint; a server with its own certificate needs the host to trust its CA.',
    retryable: false,
  },
  bad_response: {
    category: 'service',
    message: 'The answer is not one that S3 gives: {reason}',
    fix: 'Check that the endpoint of the connection is an S3 server.',
    retryable: false,
  },
  service_error: {
    category: 'service',
    message: 'S3 answered with an error: {reason}',
    fix: "See AWS's list of S3 error codes; contact AWS with the request id if it stays.",
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;
