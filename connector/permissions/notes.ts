import type { StatementReference } from '../../src/permissions/index.ts';
import type { Decided, Decision } from './decide.ts';
import { arnOf, type Place } from './resources.ts';

/** What there is to say beside the decisions: what depends on the data, what is open and why, what denies. */
export function notesOn(decided: readonly Decided[], place: Place): string[] {
  const telling = decided.filter(
    ({ requirement: { row, resource }, decision: { decision } }) =>
      decision !== 'allowed' || row.if_data !== undefined || resource === 'kms_key',
  );
  const notes = telling.map(({ requirement, decision }) => {
    const on = `${requirement.action} on ${arnOf(requirement, place)}`;
    const { if_data } = requirement.row;
    return if_data === undefined ? noteOnDecision(on, decision) : noteOnData(on, if_data, decision);
  });
  return [...new Set(notes.filter((note) => note !== undefined))];
}

/** What is said of a permission that is needed only if the stored data are so. */
function noteOnData(on: string, condition: string, decision: Decision): string {
  const answers = {
    allowed: 'these policies allow it',
    denied: `these policies do not allow it${by(decision)}`,
    unknown: `whether these policies allow it is open: ${openReason(decision)}`,
  };
  return `If ${condition}, ${on} is needed too; ${answers[decision.decision]}.`;
}

/**
 * Why an answer is open, which statement denies; and of a key that is allowed, that its own policy has a say:
 * "Unless the key policy explicitly allows it, you cannot use IAM policies to allow access to a KMS key."
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
function noteOnDecision(on: string, decision: Decision): string | undefined {
  if (decision.decision === 'unknown') return `Whether ${on} is allowed is open: ${openReason(decision)}.`;
  if (decision.decision === 'allowed')
    return `${on} is allowed as far as the key's own policy leaves access to IAM, as default key policies do.`;
  return decision.reason === 'explicit_deny' ? `${on} is denied${by(decision)}.` : undefined;
}

function openReason({ depends_on, unknownKeys, statement }: Decision): string {
  const where = statement === undefined ? '' : ` (${wordsOf(statement)})`;
  if (depends_on === 'principal') return `it depends on who calls, which is not given${where}`;
  if (depends_on === undefined && unknownKeys.length === 0) {
    return `it depends on how AWS reads a NotPrincipal that does not name the caller's account as well${where}`;
  }
  if (depends_on === 'resource') return `it depends on which key it is, which is not known${where}`;
  return `it depends on ${unknownKeys.join(', ')}, which is not known${where}`;
}

const by = ({ reason, statement }: Decision): string =>
  reason === 'explicit_deny' && statement !== undefined ? `: ${wordsOf(statement)} denies it` : '';

/** `statement 2 ("DenyOthers") of the bucket policy` */
export function wordsOf({ policy, index, sid }: StatementReference): string {
  const name = sid === undefined || sid === '' ? '' : ` ("${sid}")`;
  return `statement ${index + 1}${name} of ${policy}`;
}
