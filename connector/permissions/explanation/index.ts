import { parsePolicy, type Policy } from '../../../src/permissions/index.ts';
import { needsSomething } from '../options.ts';
import { allOperations, rowsOf } from '../setting.ts';
import { coverageOf, type OperationCoverage } from './coverage.ts';
import { findingsOf, type Finding } from './findings.ts';
import { nameOf, placesOf } from './places.ts';

export interface PolicyExplanation {
  kind: 'identity' | 'bucket';
  /** The parts of S3 in which it allows something. */
  places: readonly string[];
  operations: readonly OperationCoverage[];
  findings: readonly Finding[];
}

/**
 * What a policy allows: which operations in full, which in part and what is missing, which not at all; and what it
 * grants beyond any operation. A statement's principals and conditions are told, not decided: an operation counts as
 * allowed if it is for somebody, under some condition.
 * @param document JSON, or what JSON.parse gives; one with principals is read as a bucket policy
 * @throws ConnectorError `policy_invalid`
 */
export function explain(document: unknown): PolicyExplanation {
  const kind = hasPrincipals(document) ? 'bucket' : 'identity';
  const policy = parsePolicy(document, kind === 'bucket' ? 'resource' : 'identity');
  const places = placesOf(policy);
  const forSomebody = withoutPrincipals(policy);
  return {
    kind,
    places: places.map(nameOf),
    operations: allOperations
      .filter((operation) => needsSomething(rowsOf(operation)))
      .map((operation) => coverageOf(operation, forSomebody, places)),
    findings: findingsOf(policy),
  };
}

/** Decided as a policy of somebody's own; whom a statement denies something is not asked, so it denies nothing here. */
const withoutPrincipals = (policy: Policy): Policy =>
  policy.kind === 'identity'
    ? policy
    : {
        ...policy,
        kind: 'identity',
        statements: policy.statements.filter(
          ({ effect, principals }) => effect === 'Allow' || isForEveryone(principals),
        ),
      };

const isForEveryone = (principals: Policy['statements'][number]['principals']): boolean =>
  principals?.negated === false && principals.values.some(({ value }) => value === '*');

function hasPrincipals(document: unknown): boolean {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return /"(Not)?Principal"\s*:/.test(text ?? '');
}
