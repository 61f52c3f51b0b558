import { documentOf, group, oneOrMore, type PolicyDocument, type PolicyStatement } from './statements.ts';

/** How a policy compares with one of AWS's limits. */
export interface SizeCheck {
  /** For example `a managed policy`. */
  as: string;
  limit: number;
  size: number;
  fits: boolean;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const IDENTITY_LIMITS = [
  { as: 'a managed policy', limit: 6144 },
  { as: 'an inline policy of a user', limit: 2048 },
  { as: 'an inline policy of a group', limit: 5120 },
  { as: 'an inline policy of a role', limit: 10240 },
];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
const BUCKET_LIMITS = [{ as: 'a bucket policy', limit: 20480 }];

/** White space around elements does not count, and IAM counts characters, S3 bytes. */
export function sizesOf(document: PolicyDocument, kind: 'identity' | 'bucket'): SizeCheck[] {
  const text = JSON.stringify(document);
  const size = kind === 'identity' ? text.length : Buffer.byteLength(text);
  const limits = kind === 'identity' ? IDENTITY_LIMITS : BUCKET_LIMITS;
  return limits.map(({ as, limit }) => ({ as, limit, size, fits: size <= limit }));
}

/** Ways out for a policy that is too large. */
export interface Smaller {
  /** The same in several policies, each within the limit; a bucket has only one policy, so it is for identities. */
  split?: readonly PolicyDocument[];
  /** One policy with wildcards, which allows more: every key that begins as the listed ones do. */
  wildcard: PolicyDocument;
}

/** Offered when the policy is larger than the form it is meant for: a managed policy, or a bucket policy. */
export function smallerThan(document: PolicyDocument, kind: 'identity' | 'bucket'): Smaller | undefined {
  const [first] = sizesOf(document, kind);
  if (first === undefined || first.fits) return undefined;
  const wildcard = documentOf(document.Statement.map(widened));
  return kind === 'bucket' ? { wildcard } : { split: split(document, first.limit), wildcard };
}

function split({ Statement }: PolicyDocument, limit: number): PolicyDocument[] {
  const fits = (statements: readonly PolicyStatement[]) =>
    JSON.stringify(documentOf(statements)).length <= limit;
  const parts = Statement.flatMap((statement) => halved(statement, fits));
  const policies: PolicyStatement[][] = [];
  for (const part of parts) {
    const last = policies.at(-1);
    if (last !== undefined && fits([...last, part])) last.push(part);
    else policies.push([part]);
  }
  return policies.map((statements) => documentOf(statements.map(renamed)));
}

/** A statement whose list of resources is too long, cut into halves until each fits. */
function halved(
  statement: PolicyStatement,
  fits: (statements: PolicyStatement[]) => boolean,
): PolicyStatement[] {
  const { Resource: resources } = statement;
  if (fits([statement]) || typeof resources === 'string' || resources.length < 2) return [statement];
  const middle = resources.length >> 1;
  return [resources.slice(0, middle), resources.slice(middle)].flatMap((part) =>
    halved({ ...statement, Resource: part }, fits),
  );
}

/** Parts of one statement that come together in one policy must not share a Sid. */
function renamed(
  statement: PolicyStatement,
  index: number,
  all: readonly PolicyStatement[],
): PolicyStatement {
  const before = all.slice(0, index).filter(({ Sid }) => Sid === statement.Sid).length;
  return before === 0 ? statement : { ...statement, Sid: `${statement.Sid}Part${before + 1}` };
}

/** A statement with the beginning that all its resources share, and a star, in their place. */
function widened(statement: PolicyStatement): PolicyStatement {
  const { Resource: resources } = statement;
  if (typeof resources === 'string') return statement;
  // The star must not reach beyond the slash behind a bucket's name into other buckets.
  const buckets = group(resources, (arn) => [arn.split('/')[0] ?? arn]);
  return { ...statement, Resource: oneOrMore(buckets.map(commonPattern)) };
}

function commonPattern([first, ...others]: readonly [string, ...string[]]): string {
  if (others.length === 0) return first;
  const end = [...first].findIndex((character, index) => others.some((arn) => arn[index] !== character));
  // What was cut inside an escape such as ${*} is left off whole.
  return `${(end === -1 ? first : first.slice(0, end)).replace(/\$(\{[*?$]?)?$/, '')}*`;
}
