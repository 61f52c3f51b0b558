import { checkElements } from './grammar/elements.ts';
import { readJson } from './grammar/json.ts';
import { isObject, itemsOf } from './grammar/lists.ts';
import { Reading, policyError, type PolicyProblem } from './grammar/report.ts';
import { readStatement } from './grammar/statement.ts';
import type { Policy, PolicyKind, PolicyVersion, Statement } from './policy.ts';

/** A policy, or everything that is wrong with the document. */
export type PolicyReading = { policy: Policy; problems?: undefined } | { problems: readonly PolicyProblem[] };

/**
 * Reads a policy document by IAM's grammar for its kind.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @param document JSON, or what JSON.parse gives; only a text can show that an element stands there twice
 * @throws ConnectorError `policy_invalid`, with all problems in `details.problems` (each a `PolicyProblem`)
 */
export function parsePolicy(document: unknown, kind: PolicyKind): Policy {
  const result = readPolicy(document, kind);
  if (result.problems !== undefined) throw policyError(kind, result.problems);
  return result.policy;
}

/** Like `parsePolicy`, with the problems as a result. */
export function readPolicy(document: unknown, kind: PolicyKind): PolicyReading {
  const reading = new Reading(kind);
  const value = typeof document === 'string' ? readJson(document, reading) : document;
  const policy = reading.problems.length === 0 ? readDocument(value, reading) : undefined;
  return policy === undefined || reading.problems.length > 0 ? { problems: reading.problems } : { policy };
}

function readDocument(value: unknown, reading: Reading): Policy | undefined {
  if (!isObject(value)) {
    reading.note('', 'A policy must be an object.', 'Write {"Version": "2012-10-17", "Statement": [...]}.');
    return undefined;
  }
  checkElements(value, ['Version', 'Id', 'Statement'], '', reading);
  reading.version = readVersion(value.Version, reading);
  const id = readId(value.Id, reading);
  const statements = readStatements(value.Statement, reading);
  return { kind: reading.kind, version: reading.version, id, statements };
}

/** Without a version, a policy is one of 2008. */
function readVersion(value: unknown, reading: Reading): PolicyVersion {
  if (value === undefined || value === '2008-10-17') return '2008-10-17';
  if (value !== '2012-10-17') {
    const fix = 'Write "Version": "2012-10-17": it is the version of the language, not of your policy.';
    reading.note('Version', 'It must be "2012-10-17" or "2008-10-17".', fix);
  }
  return '2012-10-17';
}

function readId(value: unknown, reading: Reading): string | undefined {
  if (value === undefined) return undefined;
  if (!reading.hasPrincipals) {
    reading.note('Id', 'Only policies of resources and trust policies have an Id.', 'Remove it.');
  }
  if (typeof value === 'string') return value;
  reading.note('Id', 'It must be text.', 'Write it in double quotes.');
  return undefined;
}

function readStatements(value: unknown, reading: Reading): Statement[] {
  const items = value === undefined ? [] : itemsOf(value, 'Statement');
  if (items.length === 0) reading.note('Statement', 'There is no statement.', 'Add a statement.');
  const statements = items
    .map(({ item, path }, index) => readStatement(item, index, path, reading))
    .filter((statement) => statement !== undefined);
  if (!reading.hasPrincipals) checkSidsDiffer(statements, reading);
  return statements;
}

function checkSidsDiffer(statements: readonly Statement[], reading: Reading): void {
  const seen = new Set<string>();
  for (const { sid, index } of statements) {
    if (sid !== undefined && sid !== '' && seen.has(sid)) {
      reading.note(`Statement[${index}].Sid`, `"${sid}" is the Sid of two statements.`, 'Give each its own.');
    }
    if (sid !== undefined) seen.add(sid);
  }
}
