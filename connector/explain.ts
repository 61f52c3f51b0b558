import {
  fillIn,
  requirementsOf,
  type Circumstances,
  type ErrorFacts,
  type Host,
  type Requirement,
} from '../src/index.ts';
import type { S3Connection } from './connection.ts';
import { catalogue, s3Errors } from './errors.ts';
import { arnOf, resourceMembers } from './permissions.ts';
import { partitionOf } from './regions.ts';
import { snakeCase } from './shared/codes.ts';

type Code = keyof typeof catalogue;

/** What an error of the SDK tells, as far as it is an answer of S3 or a failure to get one. */
interface Failure {
  name: string;
  message: string;
  /** Node's or the TLS library's code, for failures of the network. */
  code: string | undefined;
  status: number | undefined;
  headers: Readonly<Record<string, string | undefined>>;
  request_id: string | undefined;
}

/** Words a failure of S3, of STS or of the way there; undefined for what is neither. */
export function explain(error: unknown, circumstances: Circumstances, host: Host): ErrorFacts | undefined {
  if (!(error instanceof Error)) return undefined;
  const failure = read(error);
  const connection = circumstances.connection as S3Connection;
  const region = String(
    (circumstances.given as { region?: string } | undefined)?.region ?? connection.region,
  );
  const code = codeOf(failure, circumstances, region);
  if (code === undefined) return undefined;
  const entry = catalogue[code];
  const values = {
    reason: failure.message,
    region,
    right_region: rightRegion(failure),
    host: hostOf(connection, region),
  };
  return {
    ...entry,
    code,
    message: fillIn(entry.message, values),
    fix: fillIn(entry.fix, values),
    ...(failure.status === undefined ? {} : { status: failure.status }),
    ...(failure.request_id === undefined ? {} : { request_id: failure.request_id }),
    details: detailsOf(code, failure, circumstances, region, host),
  };
}

function read(error: Error): Failure {
  const { $metadata, $response, code, cause } = error as {
    $metadata?: { httpStatusCode?: number; requestId?: string };
    $response?: { headers?: Record<string, string> };
    code?: unknown;
    cause?: { code?: unknown };
  };
  const network = [code, cause?.code].find((candidate) => typeof candidate === 'string');
  return {
    name: error.name,
    message: error.message,
    code: network as string | undefined,
    status: $metadata?.httpStatusCode,
    headers: $response?.headers ?? {},
    request_id: $metadata?.requestId,
  };
}

const rightRegion = ({ headers }: Failure) => headers['x-amz-bucket-region'];
const hostOf = ({ endpoint }: S3Connection, region: string) =>
  endpoint ?? `s3.${region}.${partitionOf(region).dnsSuffix}`;

const WRONG_REGION =
  /^(PermanentRedirect|TemporaryRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/;

/** The catalogue's code of a failure; undefined when it is no failure of a service or of the network. */
function codeOf(failure: Failure, { operation, given }: Circumstances, region: string): Code | undefined {
  const { name, message, status } = failure;
  const right = rightRegion(failure);
  if (right !== undefined && right !== region && status !== 200) return 'wrong_region';
  if (WRONG_REGION.test(name) && right !== undefined) return 'wrong_region';
  const refined = REFINED.find((rule) => rule.name.test(name) && rule.message.test(message));
  if (refined) return refined.code;
  const listed = snakeCase(name);
  if (listed in s3Errors) return listed as Code;
  return (
    statusCode(failure, operation.effect, given) ??
    networkCode(failure) ??
    (status === undefined ? undefined : 'service_error')
  );
}

/** S3 says several things by one code: the message tells them apart. */
const REFINED: readonly { name: RegExp; message: RegExp; code: Code }[] = [
  {
    name: /^AccessDenied$/,
    message: /BlockPublic|public access is blocked|block public access/i,
    code: 'public_access_blocked',
  },
  {
    name: /^AccessDenied$/,
    message: /SSE-C|BlockedEncryption|customer.provided/i,
    code: 'customer_key_blocked',
  },
  { name: /^AccessDenied$/, message: /object lock|retention|legal hold|WORM/i, code: 'object_locked' },
  { name: /^AccessDenied$/, message: /sts:AssumeRole/i, code: 'assume_role_denied' },
  {
    name: /^InvalidRequest$/,
    message: /maximum allowable size for a copy source|copy source is larger/i,
    code: 'copy_source_too_large',
  },
  {
    name: /^(InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException)$/,
    message: /./,
    code: 'invalid_access_key_id',
  },
  {
    name: /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/,
    message: /./,
    code: 'expired_token',
  },
  { name: /^(RequestTimeTooSkewed|RequestExpired)$/, message: /./, code: 'request_time_too_skewed' },
  { name: /^(NotSignedUp|AccountProblem|AllAccessDisabled)$/, message: /./, code: 'account_problem' },
  {
    name: /^(InvalidIdentityToken|IDPRejectedClaim|CredentialsProviderError)/,
    message: /./,
    code: 'credentials_unavailable',
  },
  { name: /^KMS\.NotFoundException$/, message: /./, code: 'kms_not_found' },
  {
    name: /^KMS\.(Disabled|InvalidState|KMSInvalidState|InvalidKeyUsage)/,
    message: /./,
    code: 'kms_disabled',
  },
  {
    name: /^(Throttling|ThrottlingException|RequestLimitExceeded|TooManyRequestsException)/,
    message: /./,
    code: 'slow_down',
  },
  {
    name: /^(InvalidDigest|XAmzContentSHA256Mismatch|XAmzContentChecksumMismatch)$/,
    message: /./,
    code: 'bad_digest',
  },
  { name: /^InvalidTagError$/, message: /./, code: 'invalid_tag' },
  { name: /^IllegalLocationConstraintException$/, message: /./, code: 'invalid_location_constraint' },
  { name: /^NoSuchVersion$/, message: /./, code: 'no_such_version' },
  { name: /^TimeoutError$/, message: /./, code: 'timed_out' },
];

/** An answer to HEAD has no body, and so no code: the status must do. */
function statusCode({ status, headers }: Failure, effect: string, given: unknown): Code | undefined {
  const { object_path: key, version_id: version } = (given ?? {}) as {
    object_path?: unknown;
    version_id?: unknown;
  };
  if (headers['x-amz-delete-marker'] === 'true' && version !== undefined) return 'delete_marker';
  switch (status) {
    case 304:
      return 'not_modified';
    case 403:
      return key !== undefined && effect === 'read' ? 'object_missing_or_hidden' : 'access_denied';
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
  return /^HPE_/.test(code) ? 'bad_response' : undefined;
}

function detailsOf(
  code: Code,
  failure: Failure,
  circumstances: Circumstances,
  region: string,
  host: Host,
): Record<string, unknown> {
  const service = failure.status === undefined ? {} : { s3_code: failure.name, s3_message: failure.message };
  if (code === 'wrong_region') return { ...service, region: rightRegion(failure) };
  if (catalogue[code].category !== 'permission') return service;
  const needed = requirementsOf(
    circumstances.operation,
    circumstances.given,
    resourceMembers,
    host.validator,
  );
  return { ...service, needed: needed.map((requirement) => permissionOf(requirement, region)) };
}

const permissionOf = (requirement: Requirement, region: string) => ({
  action: requirement.action,
  resource: arnOf(requirement, partitionOf(region).id),
  ...(requirement.row.if_data === undefined ? {} : { if: requirement.row.if_data }),
});
