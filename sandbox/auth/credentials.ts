import { S3Error } from '../errors.ts';
import type { S3Request } from '../request.ts';
import { ALGORITHM, parseCredential, parseTimestamp } from './sigv4.ts';
import type { Credentials, Scope } from './sigv4.ts';

/** A presigned URL lives no longer than this. */
const MAXIMUM_EXPIRY_SECONDS = 604_800;

/** Reads the Authorization header. */
export function headerCredentials(
  request: S3Request,
  header: string,
  services: readonly string[] = ['s3'],
): Credentials {
  const mark = header.indexOf(' ');
  if (header.slice(0, mark) !== ALGORITHM) throw unsupportedMechanism(header);
  const fields = new Map(
    header
      .slice(mark + 1)
      .split(',')
      .map(toField),
  );
  const [credential, signedHeaders, signature] = ['Credential', 'SignedHeaders', 'Signature'].map((name) =>
    fields.get(name),
  );
  const scope = parseCredential(credential ?? '');
  if (scope === undefined || !signedHeaders || !signature)
    throw malformed(
      'the authorization header requires three components: Credential, SignedHeaders, and Signature.',
    );
  checkScope(scope, malformed, services);
  return {
    scope,
    timestamp: headerTimestamp(request, scope),
    signedHeaders: signedHeaders.split(';'),
    signature,
    sessionToken: request.header('x-amz-security-token'),
  };
}

/** Reads the X-Amz-* parameters of a presigned URL, and how long it lives in seconds. */
export function queryCredentials(request: S3Request): Credentials & { expiresSeconds: number } {
  const [algorithm, credential, timestamp, signedHeaders, signature] = [
    'Algorithm',
    'Credential',
    'Date',
    'SignedHeaders',
    'Signature',
  ].map((name) => request.parameter(`X-Amz-${name}`));
  if (algorithm !== ALGORITHM)
    throw malformedQuery('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  const scope = parseCredential(credential ?? '');
  if (scope === undefined)
    throw malformedQuery(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  checkScope(scope, malformedQuery, ['s3']);
  if (timestamp === undefined || parseTimestamp(timestamp) === undefined)
    throw malformedQuery("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  if (!timestamp.startsWith(scope.date))
    throw malformedQuery(
      `Invalid credential date "${scope.date}". This date is not the same as X-Amz-Date: "${timestamp.slice(0, 8)}".`,
    );
  if (!signedHeaders || !signature)
    throw malformedQuery(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  return {
    scope,
    timestamp,
    signedHeaders: signedHeaders.split(';'),
    signature,
    sessionToken: request.parameter('X-Amz-Security-Token'),
    expiresSeconds: expirySeconds(request.parameter('X-Amz-Expires')),
  };
}

function expirySeconds(text: string | undefined): number {
  if (text === undefined || !/^-?\d+$/.test(text)) throw malformedQuery('X-Amz-Expires should be a number');
  const seconds = Number(text);
  if (seconds < 0) throw malformedQuery('X-Amz-Expires must be non-negative');
  if (seconds <= MAXIMUM_EXPIRY_SECONDS) return seconds;
  throw malformedQuery(
    'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
  );
}

function headerTimestamp(request: S3Request, scope: Scope): string {
  const text = request.header('x-amz-date') ?? httpDate(request.header('date'));
  if (text === undefined || parseTimestamp(text) === undefined) {
    throw new S3Error('AccessDenied', {
      message: 'AWS authentication requires a valid Date or x-amz-date header',
    });
  }
  if (text.startsWith(scope.date)) return text;
  throw malformed(
    `Invalid credential date "${scope.date}". This date is not the same as X-Amz-Date: "${text.slice(0, 8)}".`,
  );
}

function httpDate(text: string | undefined): string | undefined {
  if (text === undefined || Number.isNaN(Date.parse(text))) return text;
  return new Date(text).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

function checkScope(scope: Scope, refuse: (reason: string) => S3Error, services: readonly string[]): void {
  if (!services.includes(scope.service))
    throw refuse(`incorrect service "${scope.service}". This endpoint belongs to "${services[0]}".`);
  if (scope.terminator !== 'aws4_request')
    throw refuse(`incorrect terminal "${scope.terminator}". This endpoint uses "aws4_request".`);
}

function toField(text: string): [string, string] {
  const mark = text.indexOf('=');
  return [text.slice(0, mark).trim(), text.slice(mark + 1).trim()];
}

function malformed(reason: string): S3Error {
  return new S3Error('AuthorizationHeaderMalformed', {
    message: `The authorization header is malformed; ${reason}`,
  });
}

function malformedQuery(message: string): S3Error {
  return new S3Error('AuthorizationQueryParametersError', { message });
}

function unsupportedMechanism(header: string): S3Error {
  if (header.startsWith('AWS4-ECDSA-P256-SHA256 ')) {
    return new S3Error('NotImplemented', {
      message: 'Signature Version 4A is not implemented by this server',
    });
  }
  return new S3Error('InvalidRequest', {
    message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  });
}
