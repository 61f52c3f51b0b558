import { fail } from '../../catalogue.ts';
import type { ConnectorError } from '../../errors.ts';
import { KIND_WORDS, type PolicyKind, type PolicyVersion } from '../policy.ts';

/** One thing that is wrong with a policy document. */
export interface PolicyProblem {
  /** Where, for example `Statement[2].Condition.StringEquals`; empty for the whole document. */
  path: string;
  message: string;
  fix: string;
}

/** What the reading of a document needs everywhere: what it is read as, and where problems are noted. */
export class Reading {
  readonly kind: PolicyKind;
  readonly problems: PolicyProblem[] = [];
  version: PolicyVersion = '2008-10-17';

  constructor(kind: PolicyKind) {
    this.kind = kind;
  }

  /** Policies of resources and roles say who; the others are attached to whom they concern. */
  get hasPrincipals(): boolean {
    return this.kind === 'resource' || this.kind === 'trust';
  }

  get hasVariables(): boolean {
    return this.version === '2012-10-17';
  }

  note(path: string, message: string, fix: string): void {
    this.problems.push({ path, message, fix });
  }
}

/** How many problems the error's text spells out; its details have all. */
const SPELLED_OUT = 5;

/** The one error for all problems of a document. */
export function policyError(kind: PolicyKind, problems: readonly PolicyProblem[]): ConnectorError {
  const first = problems.slice(0, SPELLED_OUT);
  const texts = first.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const rest = problems.length - first.length;
  if (rest > 0) texts.push(`And ${rest} more.`);
  const fixes = [...new Set(first.map(({ fix }) => fix))].join(' ');
  const values = { kind: KIND_WORDS[kind], problems: texts.join(' '), fixes };
  return fail('policy_invalid', values, { details: { problems } });
}
