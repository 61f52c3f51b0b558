import { UNKNOWN } from '../../src/permissions/index.ts';
import type { JsonSchema } from '../../src/index.ts';
import { copyRequest, type CopyInput } from '../shared/copy.ts';
import { encryptionRequest } from '../shared/encryption.ts';
import { grantHeaders, type Grant } from '../shared/grants.ts';
import type { Facts, KeyValue } from './context.ts';
import { validator } from './schemas.ts';

/** The value of a context key, from what is known of a call. */
export type Value = (facts: Facts) => KeyValue;

export const absent: Value = () => undefined;
export const known = (value: KeyValue): KeyValue => value ?? UNKNOWN;

/** A member of the input that goes into the request as it is. */
export const member =
  (name: string): Value =>
  ({ input }) =>
    input[name] as KeyValue;

/** A member of a listing; where the operation has no such member, it may ask for something of its own. */
export const listed =
  (name: string): Value =>
  ({ operation, input, requirement }) => {
    if (requirement.members.prefix === undefined) return undefined;
    const form = validator.inline(operation.contract.input) as { properties: JsonSchema };
    return name in form.properties ? (input[name] as KeyValue) : UNKNOWN;
  };

/** With a limit, the last page asks for no more than is needed. */
export const pageSize: Value = ({ input }) =>
  input.limit === undefined ? known(input.max_keys as KeyValue) : UNKNOWN;

export const grantHeader =
  (name: keyof ReturnType<typeof grantHeaders>): Value =>
  ({ input }) =>
    grantHeaders((input.grants ?? []) as Grant[])[name] as KeyValue;

export const encryption: Value = ({ input }) => encryptionRequest(input).ServerSideEncryption;

/** The key that S3 compares is an ARN; what another way of naming it stands for is not known. */
export const encryptionKey: Value = ({ input }) => {
  const key = encryptionRequest(input).SSEKMSKeyId;
  return key === undefined || /^arn:.*:key\//.test(key) ? key : UNKNOWN;
};

export const customerAlgorithm: Value = ({ input }) =>
  input.sse_customer_key === undefined ? undefined : 'AES256';

/** Of several objects, each has its own. */
export const version: Value = ({ input, requirement }) => {
  const members = Object.values(requirement.members);
  if (members.some((name) => name.includes('['))) return UNKNOWN;
  const ofSource = members.some((name) => name.startsWith('source_'));
  return (ofSource ? input.source_version_id : input.version_id) as KeyValue;
};

export const copySource: Value = ({ input }) => {
  const { source_bucket_name: bucket, source_object_path: key } = input as Partial<CopyInput>;
  if (bucket === undefined) return undefined;
  return /^[\w./-]*$/.test(`${bucket}${key}`) ? `${bucket}/${key}` : UNKNOWN;
};

export const metadataDirective: Value = ({ input }) =>
  input.source_bucket_name === undefined
    ? undefined
    : copyRequest(input as unknown as CopyInput).MetadataDirective;

const tags = ({ input }: Facts) => Object.entries((input.tags ?? {}) as Readonly<Record<string, string>>);
export const tagNames: Value = (facts) => tags(facts).map(([name]) => name);
/** Tags in context keys, like all of a key's name, in any case. */
export const tagValue = (facts: Facts, tag: string): KeyValue =>
  tags(facts).find(([name]) => name.toLowerCase() === tag)?.[1];

export const legalHold: Value = ({ input }) =>
  input.legal_hold === undefined ? undefined : input.legal_hold ? 'ON' : 'OFF';

/** It depends on the day. */
export const remainingDays: Value = ({ input }) =>
  input.object_lock_retain_until === undefined ? undefined : UNKNOWN;

/** The calls that upload the parts of a file create no object; the call that puts them together does. */
export const creation: Value = ({ input }) => (input.file === undefined ? 'true' : UNKNOWN);

export const locationConstraint: Value = ({ place }) =>
  place.region === 'us-east-1' ? undefined : known(place.region);

/** Presigned requests carry their signature in the query, anonymous ones have none. */
export const authType: Value = ({ operation, given }) => {
  if (given['aws:PrincipalType'] === 'Anonymous') return undefined;
  return /_(signed|upload)_url$/.test(operation.name) ? 'REST-QUERY-STRING' : 'REST-HEADER';
};

export const signatureVersion: Value = (facts) =>
  authType(facts) === undefined ? undefined : 'AWS4-HMAC-SHA256';

export const place =
  (part: 'account' | 'region'): Value =>
  (facts) =>
    known(facts.place[part]);

export const accessPoint: Value = ({ requirement: { parts } }) =>
  /^arn:|-s3alias$/.test(parts.bucket ?? '') ? UNKNOWN : undefined;

/** Only requests that one service makes for another carry where they come from. */
export const serviceSource: Value = ({ given }) =>
  given['aws:PrincipalIsAWSService'] === true ? UNKNOWN : undefined;

/** S3 calls KMS on behalf of the caller. */
export const viaService =
  (direct: KeyValue): Value =>
  ({ requirement }) =>
    requirement.action.startsWith('kms:') ? UNKNOWN : direct;

/** IAM is one for all regions of a partition, and is asked in one of them. */
export const requestedRegion: Value = (facts) =>
  facts.requirement.action.startsWith('iam:') ? UNKNOWN : known(facts.place.region);
