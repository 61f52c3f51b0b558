/** IAM: the grammar of policies and how they decide. Knows no service. */
export type {
  AccessRequest,
  Evaluation,
  NamedPolicy,
  PolicySet,
  Requester,
  StatementReference,
} from './access.ts';
export { evaluate } from './evaluate.ts';
export type { PolicyProblem } from './grammar/report.ts';
export { UNKNOWN, requestContext, type ContextValues, type RequestContext } from './matching/context.ts';
export { parsePolicy, readPolicy } from './parse.ts';
export {
  KIND_WORDS,
  type Condition,
  type Effect,
  type NamedPrincipal,
  type Policy,
  type PolicyKind,
  type Statement,
} from './policy.ts';
export { trace, type TracedStage } from './trace.ts';
