import { isPolicyProblem } from './policy-problem.ts';
import { S3Error } from '../errors.ts';

/**
 * What the query APIs of IAM and STS refuse with:
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
const STATUSES = {
  AccessDenied: 403,
  EntityAlreadyExists: 409,
  ExpiredToken: 403,
  ExpiredTokenException: 400,
  InternalFailure: 500,
  InvalidAction: 400,
  InvalidClientTokenId: 403,
  InvalidIdentityToken: 400,
  InvalidInput: 400,
  LimitExceeded: 409,
  MalformedPolicyDocument: 400,
  MissingAuthenticationToken: 403,
  NoSuchEntity: 404,
  SignatureDoesNotMatch: 403,
  ValidationError: 400,
} as const satisfies Record<string, number>;

export type QueryErrorCode = keyof typeof STATUSES;

/** A refusal of a query API. */
export class QueryError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: QueryErrorCode, message: string) {
    super(message);
    this.name = 'QueryError';
    this.code = code;
    this.status = STATUSES[code];
  }
}

/** The same refusal in the words of the query APIs; undefined for what is a defect of this server. */
export function toQueryError(error: unknown): QueryError | undefined {
  if (error instanceof QueryError) return error;
  if (isPolicyProblem(error)) return new QueryError('MalformedPolicyDocument', error.message);
  if (!(error instanceof S3Error)) return undefined;
  switch (error.code) {
    case 'InvalidAccessKeyId':
    case 'InvalidToken':
      return new QueryError('InvalidClientTokenId', 'The security token included in the request is invalid.');
    case 'ExpiredToken':
      return new QueryError('ExpiredToken', 'The security token included in the request is expired');
    case 'SignatureDoesNotMatch':
      return new QueryError(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      );
    case 'RequestTimeTooSkewed':
      return new QueryError('SignatureDoesNotMatch', 'Signature expired: the clocks differ too much.');
    default:
      return new QueryError('ValidationError', error.message);
  }
}
