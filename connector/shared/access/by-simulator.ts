import type { Requirement } from '../../../src/index.ts';
import { UNKNOWN, type RequestContext } from '../../../src/permissions/index.ts';
import type { S3 } from '../../client.ts';
import { contextOf, givenContext } from '../../permissions/context.ts';
import { callerOf } from '../../permissions/principals.ts';
import { decidingArnOf, isVague, roleOfSession, type Place } from '../../permissions/resources.ts';
import type { CallerInput } from './by-policies.ts';
import type { Question } from './asked.ts';
import type { Judge, Ruling } from './judge.ts';
import { nameOf, simulate, type Entries, type Pair, type Simulated } from './simulation.ts';

/** What the simulator leaves out, and what may differ for it. */
export const LEFT_OUT =
  "IAM's simulator decides by the policies of the user or role and its boundary: a bucket policy, a key's policy and what was passed to a session are left out.";

/**
 * The user or role whose policies IAM simulates for somebody: a session's are its role's. Undefined for whom it has
 * none: root users, federated users, services.
 */
export function simulatedPrincipal(principal: string): string | undefined {
  const arn = roleOfSession(principal);
  return /^arn:[\w-]+:iam::\d{12}:(user|role)\//.test(arn) ? arn : undefined;
}

/**
 * Judges by IAM's policy simulator. It is asked without context first; where it says that the answer hangs on context
 * keys, it is asked again with those that the call itself decides, and what then still hangs on others is unknown.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 * @param principal a user or role
 */
export async function bySimulator(
  client: S3,
  principal: string,
  { context = {} }: CallerInput,
  questions: readonly Question[],
  { place, secure, now }: { place: Place; secure: boolean; now: () => Date },
): Promise<Judge> {
  const first = await simulate(client, principal, pairsIn(questions, place), []);
  const keys = { ...callerOf(principal).keys, ...context };
  const given = givenContext(keys);
  return async ({ operation, input }, { requirement }) => {
    const pair = pairOf(requirement, place);
    const call = contextOf({ operation, input, place, secure, now, given: keys, requirement }, ...given);
    const asked = first.get(nameOf(pair));
    const entries = entriesIn(call, asked?.missing ?? []);
    const answer =
      entries.length === 0 ? asked : (await simulate(client, principal, [pair], entries)).get(nameOf(pair));
    const open = (answer?.missing ?? []).filter((key) => call.get(key) === UNKNOWN);
    return rulingOf(pair, answer, open, isVague(requirement, pair.resource));
  };
}

const pairOf = (requirement: Requirement, place: Place): Pair => ({
  action: requirement.action,
  resource: decidingArnOf(requirement, place),
});

const pairsIn = (questions: readonly Question[], place: Place): Pair[] =>
  questions.flatMap(({ needs }) => needs.map(({ requirement }) => pairOf(requirement, place)));

/** Of the keys, those that the call decides. A key that it has not is none to give: IAM then takes it to be absent. */
function entriesIn(call: RequestContext, keys: readonly string[]): Entries {
  return keys.flatMap((key) => {
    const values = call.get(key);
    return values === undefined || values === UNKNOWN
      ? []
      : [{ ContextKeyName: key, ContextKeyType: typeOf(key, values), ContextKeyValues: [...values] }];
  });
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html */
function typeOf(key: string, values: readonly string[]): NonNullable<Entries[number]['ContextKeyType']> {
  if (/^aws:(securetransport|viaawsservice|principalisawsservice)$/i.test(key)) return 'boolean';
  if (/^(s3:max-keys|aws:epochtime)$/i.test(key)) return 'numeric';
  if (/^aws:currenttime$/i.test(key)) return 'date';
  return values.length === 1 ? 'string' : 'stringList';
}

function rulingOf(
  { action, resource }: Pair,
  answer: Simulated | undefined,
  open: readonly string[],
  isVague: boolean,
): Ruling {
  const on = `${action} on ${resource}`;
  if (answer === undefined) return { decision: 'unknown', note: `IAM's simulator said nothing of ${on}.` };
  const { decision, policy, limit } = answer;
  const statement = policy === undefined ? {} : { statement: { policy } };
  if (decision === 'explicit_deny')
    return { decision: 'denied', explicit: true, note: `A policy denies ${on}.`, ...statement };
  if (open.length > 0) {
    const note = `Whether ${on} is allowed is open: it depends on ${open.join(', ')}, which is not known.`;
    return { decision: 'unknown', note, ...statement };
  }
  if (decision === 'allowed') return { decision: 'allowed', ...statement };
  if (isVague)
    return {
      decision: 'unknown',
      note: `Whether ${on} is allowed depends on which it is, which is not known.`,
    };
  return { decision: 'denied', ...(limit === undefined ? {} : { note: `${on}: ${limit} not allow it.` }) };
}
