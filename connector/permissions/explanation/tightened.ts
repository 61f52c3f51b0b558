import type { Operation, PermissionRow } from '../../../src/index.ts';
import { parsePolicy, type Policy, type Statement } from '../../../src/permissions/index.ts';
import type { Grant } from '../grants.ts';
import { needsSomething } from '../options.ts';
import { decidingArnOf, literal } from '../resources.ts';
import { allOperations, rowsOf } from '../setting.ts';
import { statementsOf } from '../statements.ts';
import { coverageAt } from './coverage.ts';
import { placesOf, type PolicyPlace } from './places.ts';

/** A policy to take the place of one that grants too much. */
export interface TightenedPolicy {
  document: { Version: '2012-10-17'; Statement: readonly object[] };
  /** The operations that it allows, each as far as the policy did. */
  operations: readonly string[];
  /** The statements that stand in it as they were: what denies, what has conditions, variables or a NotResource. */
  kept: readonly number[];
}

/** What is to be left of a policy's reach. */
export interface NarrowScope {
  bucket: string;
  /** What keys begin with; every key when left out. */
  prefix?: string;
}

/**
 * The least that still allows the operations which an identity policy allows: the actions that they use, where the
 * policy grants them, and nothing that the policy does not grant.
 * @param document JSON, or what JSON.parse gives
 * @param scope leaves out what is elsewhere
 * @throws ConnectorError `policy_invalid`
 */
export function tighten(document: string | object, scope?: NarrowScope): TightenedPolicy {
  const policy = parsePolicy(document, 'identity');
  const plain = { ...policy, statements: policy.statements.filter(isPlain) };
  const spoken = scope === undefined ? placesOf(policy) : [placeOfScope(scope)];
  // What is on no bucket may be allowed where no bucket is spoken of.
  const places = spoken.length > 0 ? spoken : [{ partition: 'aws', bucket: '*' }];
  const found = places.flatMap((place) =>
    allOperations
      .filter((each) => needsSomething(rowsOf(each)) && coverageAt(each, policy, place).allowed !== 'none')
      .map((operation) => ({ operation, grants: grantsAt(operation, plain, place) })),
  );
  const made = statementsOf(found.flatMap(({ grants }) => grants));
  const kept = policy.statements.filter((statement) => !isPlain(statement)).map(({ index }) => index);
  const names = new Set(found.map(({ operation }) => operation.name));
  return {
    document: { Version: '2012-10-17', Statement: [...made, ...asTheyWere(document, kept)] },
    operations: allOperations.map(({ name }) => name).filter((name) => names.has(name)),
    kept,
  };
}

/** Whether all that a statement grants stands in its actions and resources. */
const isPlain = ({ effect, conditions, resources }: Statement): boolean =>
  effect === 'Allow' &&
  conditions.length === 0 &&
  resources?.negated === false &&
  !resources.values.some((value) => value.includes('${'));

const placeOfScope = ({ bucket, prefix = '' }: NarrowScope): PolicyPlace => ({
  partition: 'aws',
  bucket,
  keys: `${literal(prefix)}*`,
});

/** Statements of the document by their places. Sids must differ, so those of the statements that are kept go. */
function asTheyWere(document: string | object, places: readonly number[]): object[] {
  const whole = (typeof document === 'string' ? JSON.parse(document) : document) as { Statement: object };
  const statements = [whole.Statement].flat() as object[];
  return places.map((place) => ({ ...statements[place], Sid: undefined }));
}

function grantsAt(operation: Operation, plain: Policy, place: PolicyPlace): Grant[] {
  return rowsOf(operation).flatMap((row) => {
    const asked = askedFor(row, place);
    const granting = plain.statements.filter((statement) => isOn(statement, row.action));
    const values = granting.flatMap(({ resources }) => resources?.values ?? []);
    if (values.some((value) => contains(value, asked))) return [grantOf(row, asked, place)];
    // Of keys of KMS a policy may name some: those.
    const some = values.filter((value) => row.resource === 'kms_key' && contains(asked, value));
    return some.map((resource) => ({ action: row.action, kind: row.resource, resource }));
  });
}

function askedFor({ action, resource }: PermissionRow, { partition, bucket, keys = '*' }: PolicyPlace) {
  return decidingArnOf({ action, resource, parts: { bucket, key: keys } }, { partition });
}

/** Listings in a scope with a prefix are of that prefix. */
function grantOf({ action, resource: kind, at }: PermissionRow, asked: string, { keys = '*' }: PolicyPlace) {
  const isListing = kind === 'bucket' && at?.prefix !== undefined && keys !== '*';
  const resource = kind === '*' ? '*' : asked;
  return { action, kind, resource, ...(isListing ? { prefix: keys } : {}) };
}

const isOn = ({ actions: { negated, values } }: Statement, action: string): boolean =>
  values.some((value) => contains(value.toLowerCase(), action.toLowerCase())) !== negated;

/** Whether a pattern matches all that another pattern does; where it says no, it may be wrong. */
function contains(pattern: string, other: string): boolean {
  const source = pattern
    .replace(/[\\^$+.()|[\]{}/-]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '[^*?]');
  return new RegExp(`^${source}$`, 's').test(other);
}
