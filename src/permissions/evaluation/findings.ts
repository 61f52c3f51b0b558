import type { AccessRequest, NamedPolicy, PolicySet, StatementReference } from '../access.ts';
import { statementsOn, type CompiledStatement } from '../match.ts';
import { isLeftOut, namingOf, type Naming } from '../matching/principals.ts';
import { and, not, truthOf, type Truth } from '../matching/truth.ts';
import type { Effect, Statement } from '../policy.ts';

/** Whether some of the policies' statements fit a request. */
export interface Finding {
  truth: Truth;
  /** The statement that fits, or else the first that might. */
  statement?: StatementReference;
  /** The statements of which nobody knows whether they fit. */
  doubtful: readonly CompiledStatement[];
}

const NOTHING: Finding = { truth: 'no', doubtful: [] };

/** Where there is no limit, or where none is needed. */
export const GRANTED: Finding = { truth: 'yes', doubtful: [] };

/** Whether a statement is for the requester. */
type Concerns = (statement: Statement) => Truth;

/** Looks for a statement with this effect that fits the request; one that fits for certain settles it. */
function find(
  request: AccessRequest,
  policies: readonly NamedPolicy[],
  effect: Effect,
  concerns: Concerns,
): Finding {
  let possible: StatementReference | undefined;
  const doubtful: CompiledStatement[] = [];
  for (const named of policies) {
    for (const compiled of statementsOn(named.policy, effect, request.action)) {
      const { statement, matches } = compiled;
      const meant = concerns(statement);
      if (meant === 'no') continue;
      const truth = meant === 'yes' ? matches(request) : and(meant, matches(request));
      if (truth === 'yes') return { truth, statement: referenceTo(named, statement), doubtful: [] };
      if (truth === 'no') continue;
      possible ??= referenceTo(named, statement);
      doubtful.push(compiled);
    }
  }
  return possible === undefined ? NOTHING : { truth: 'unknown', statement: possible, doubtful };
}

const referenceTo = ({ name, policy }: NamedPolicy, { index, sid }: Statement): StatementReference => ({
  kind: policy.kind,
  policy: name,
  index,
  ...(sid === undefined ? {} : { sid }),
});

/** Whether policies without principals, of one kind, allow the request. */
export const allowsOf = (request: AccessRequest, policies: readonly NamedPolicy[]): Finding =>
  find(request, policies, 'Allow', () => 'yes');

/** Whether a resource's policy allows the request to a requester that it names in one of these ways. */
export function allowsByName(
  request: AccessRequest,
  resource: NamedPolicy | undefined,
  namings: readonly Naming[],
): Finding {
  const isNamed: Concerns = ({ principals }) =>
    truthOf(
      principals?.negated === false && namings.includes(namingOf(principals.values, request.requester)),
    );
  return find(request, resource === undefined ? [] : [resource], 'Allow', isNamed);
}

/** Whether any statement of any policy denies the request. */
export function deniesOf(request: AccessRequest, policies: PolicySet): Finding {
  const { identity = [], resource, permissionsBoundary, session = [], serviceControl = [] } = policies;
  const everything = [...serviceControl.flat(), resource, ...identity, permissionsBoundary, ...session];
  const attached = everything.filter((named) => named !== undefined);
  const isMeant: Concerns = ({ principals }) => {
    if (principals === undefined) return 'yes';
    return principals.negated
      ? not(isLeftOut(principals, request.requester, permissionsBoundary !== undefined))
      : truthOf(namingOf(principals.values, request.requester) !== 'none');
  };
  return find(request, attached, 'Deny', isMeant);
}
