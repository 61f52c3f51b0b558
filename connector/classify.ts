import type { Circumstances } from '../src/index.ts';
import { catalogue, s3Errors } from './errors.ts';
import { snakeCase } from './shared/codes.ts';

export type Code = keyof typeof catalogue;

/** What an error of the SDK tells, as far as it is an answer of S3 or a failure to get one. */
export interface Failure {
  name: string;
  message: string;
  /** Node's or the TLS library's code, for failures of the network. */
  code: string | undefined;
  /** The name that could not be looked up. */
  host: string | undefined;
  status: number | undefined;
  headers: Readonly<Record<string, string | undefined>>;
  /** The region and the host to ask instead, where the answer's body names them. */
  elsewhere: { region: string | undefined; host: string | undefined };
  request_id: string | undefined;
}

export function readFailure(error: Error): Failure {
  const { $metadata, $response, Region, Endpoint, code, hostname, cause } = error as {
    $metadata?: { httpStatusCode?: number; requestId?: string };
    $response?: { headers?: Record<string, string> };
    Region?: string;
    Endpoint?: string;
    code?: unknown;
    hostname?: string;
    cause?: { code?: unknown };
  };
  const network = [code, cause?.code].find((candidate) => typeof candidate === 'string');
  return {
    name: error.name,
    message: error.message,
    code: network as string | undefined,
    host: hostname,
    status: $metadata?.httpStatusCode,
    headers: $response?.headers ?? {},
    elsewhere: { region: Region, host: Endpoint },
    request_id: $metadata?.requestId,
  };
}

/** The region that the bucket really is in: a header says it, or the body, by itself or in the name of a host. */
export const rightRegion = ({ headers, elsewhere }: Failure): string | undefined =>
  headers['x-amz-bucket-region'] ??
  elsewhere.region ??
  /\bs3[.-]([a-z]+(?:-[a-z]+)+-\d+)\./.exec(elsewhere.host ?? '')?.[1];

/**
 * Whether S3 sends the call to another region; the answer to a HEAD has no body, and so no name. Other failures may
 * speak of a region too: a server that takes calls under any region names the one that it keeps the bucket in.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html
 */
const sendsElsewhere = ({ name, status }: Failure) =>
  status === 301 ||
  status === 307 ||
  name === 'AuthorizationHeaderMalformed' ||
  (status === 400 && name === 'Unknown');

/** The catalogue's code of a failure; undefined when it is no failure of a service or of the network. */
export function codeOf(failure: Failure, circumstances: Circumstances, region: string): Code | undefined {
  const right = rightRegion(failure);
  if (right !== undefined && right !== region && sendsElsewhere(failure)) return 'wrong_region';
  if (failure.name === 'AccessDenied') return refusalOf(failure.message, circumstances);
  const listed = SAME_AS.find(([names]) => names.test(failure.name))?.[1] ?? snakeCase(failure.name);
  if (listed === 'invalid_request' && /copy source/i.test(failure.message)) return 'copy_source_too_large';
  if (listed in s3Errors) return listed as Code;
  const unlisted = failure.status === undefined ? undefined : 'service_error';
  return addressCode(failure) ?? statusCode(failure, circumstances) ?? networkCode(failure) ?? unlisted;
}

/**
 * S3 and STS say several things by AccessDenied. The message tells most of them apart; where it says only "Access
 * Denied", as across accounts, the input hints at what else it can be.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
function refusalOf(message: string, { operation, given }: Circumstances): Code {
  const input = (given ?? {}) as { object_path?: unknown; sse_customer_key?: unknown };
  const lacked = /not authorized to perform: (\S+)/.exec(message)?.[1];
  if (/by the BlockPublic\w+ setting|public access is blocked/i.test(message)) return 'public_access_blocked';
  if (/protected by object lock/i.test(message)) return 'object_locked';
  if (lacked?.startsWith('sts:')) return 'assume_role_denied';
  const isRead = operation.effect === 'read';
  if (!isRead && input.sse_customer_key !== undefined && lacked === undefined) return 'customer_key_blocked';
  // For a missing key S3 checks s3:ListBucket; for one that is there, the read itself.
  if (isRead && input.object_path !== undefined && (lacked ?? 's3:ListBucket') === 's3:ListBucket')
    return 'object_missing_or_hidden';
  return 'access_denied';
}

/** Codes of S3, STS and KMS that mean the same as one of the catalogue. */
const SAME_AS: readonly (readonly [RegExp, Code])[] = [
  [/^(InvalidClientTokenId|UnrecognizedClientException)$/, 'invalid_access_key_id'],
  [/^(ExpiredTokenException|TokenRefreshRequired)$/, 'expired_token'],
  [/^RequestExpired$/, 'request_time_too_skewed'],
  [/^(NotSignedUp|AllAccessDisabled)$/, 'account_problem'],
  [
    /^(InvalidIdentityToken|IDPRejectedClaim|IDPCommunicationError|CredentialsProviderError)/,
    'credentials_unavailable',
  ],
  [/^KMS\.NotFoundException$/, 'kms_not_found'],
  [/^KMS\.(Disabled|InvalidState|KMSInvalidState|InvalidKeyUsage)/, 'kms_disabled'],
  [/^(Throttling|ThrottlingException|RequestLimitExceeded|TooManyRequestsException)/, 'slow_down'],
  [/^(InvalidDigest|XAmzContentSHA256Mismatch|XAmzContentChecksumMismatch)$/, 'bad_digest'],
  [/^InvalidTagError$/, 'invalid_tag'],
  [/^NoSuchEntityException$/, 'no_such_entity'],
  [/^InvalidInputException$/, 'invalid_argument'],
  [/^IllegalLocationConstraintException$/, 'invalid_location_constraint'],
  [/^TimeoutError$/, 'timed_out'],
];

/** The SDK reckons a call's host from the bucket and the settings, and finds none for some of them. */
const addressCode = ({ name, message }: Failure): Code | undefined =>
  name === 'EndpointError' || message.startsWith('Path-style addressing cannot') ? 'no_address' : undefined;

/** An answer to HEAD has no body, and so no code: the status must do. */
function statusCode({ status, headers }: Failure, { operation, given }: Circumstances): Code | undefined {
  const { object_path: key, version_id: version } = (given ?? {}) as {
    object_path?: unknown;
    version_id?: unknown;
  };
  if (headers['x-amz-delete-marker'] === 'true' && version !== undefined) return 'delete_marker';
  switch (status) {
    case 304:
      return 'not_modified';
    case 403:
      return key !== undefined && operation.effect === 'read' ? 'object_missing_or_hidden' : 'access_denied';
    case 404:
      if (key === undefined) return 'no_such_bucket';
      return version === undefined ? 'no_such_key' : 'no_such_version';
    case 405:
      return 'method_not_allowed';
    case 409:
      return 'operation_aborted';
    case 412:
      return 'precondition_failed';
    case 416:
      return 'invalid_range';
    case 429:
    case 503:
      return 'slow_down';
    case 501:
      return 'not_implemented';
    default:
      return status !== undefined && status >= 500 ? 'internal_error' : undefined;
  }
}

function networkCode({ code, message, name }: Failure): Code | undefined {
  if (name === 'SyntaxError' || /deserialization|unexpected token|parse/i.test(message))
    return 'bad_response';
  if (code === undefined) return undefined;
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) return 'endpoint_not_found';
  if (code === 'ECONNREFUSED') return 'connection_refused';
  if (/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE)$/.test(code))
    return 'connection_lost';
  if (/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return 'timed_out';
  if (/CERT|SSL|TLS|SELF_SIGNED/.test(code)) return 'tls_failed';
  return code.startsWith('HPE_') ? 'bad_response' : undefined;
}
