import type { Evaluation } from '../access.ts';
import { unknownKeysOf } from '../match.ts';
import type { RequestContext } from '../matching/context.ts';
import type { PolicyKind } from '../policy.ts';
import type { Finding } from './findings.ts';

export function deniedByStatement({ statement }: Finding): Evaluation {
  return {
    decision: 'denied',
    reason: 'explicit_deny',
    kind: statement?.kind,
    statement,
    missing: [],
    unknownKeys: [],
  };
}

/** Denied because nothing allows. */
export function deniedForWant(missing: Evaluation['missing']): Evaluation {
  const kind: PolicyKind | undefined = missing[0]?.[0];
  return { decision: 'denied', reason: 'no_allow', kind, missing, unknownKeys: [] };
}

export function allowed(findings: readonly Finding[]): Evaluation {
  const decisive = findings.find(({ truth, statement }) => truth === 'yes' && statement !== undefined);
  const statement = decisive?.statement;
  const reason = statement === undefined ? 'root_user' : 'allow';
  return { decision: 'allowed', reason, kind: statement?.kind, statement, missing: [], unknownKeys: [] };
}

export function undecided(findings: readonly Finding[], context: RequestContext): Evaluation {
  const open = findings.filter(({ truth }) => truth === 'unknown');
  const keys = open.flatMap(({ doubtful }) =>
    doubtful.flatMap((statement) => unknownKeysOf(statement, context)),
  );
  const statement = open[0]?.statement;
  return {
    decision: 'unknown',
    reason: 'context_unknown',
    kind: statement?.kind,
    statement,
    missing: [],
    unknownKeys: [...new Set(keys)],
  };
}
