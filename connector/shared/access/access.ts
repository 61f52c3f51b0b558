import { ConnectorError, type Context } from '../../../src/index.ts';
import type { S3 } from '../../client.ts';
import type { Place } from '../../permissions/resources.ts';
import { partitionOf } from '../../regions.ts';
import { questionsOf, type Asked, type Question, type Scope } from './asked.ts';
import { byPolicies, type CallerInput, type PoliciesInput } from './by-policies.ts';
import { byProbes } from './by-probes.ts';
import { LEFT_OUT, bySimulator, simulatedPrincipal } from './by-simulator.ts';
import { judgeAll, type Judge, type Judgement } from './judge.ts';

/** What to find out, and where from. */
export interface AccessInput extends Scope, CallerInput {
  method: 'policies' | 'simulator' | 'probes';
  policies?: PoliciesInput;
  operations?: readonly Asked[];
}

/** What is known of the operations that were asked about. */
export interface Access {
  judgements: Judgement[];
  /** What holds of all of them. */
  notes: string[];
}

/** Where calls of this connection go, as far as ARNs speak of it. */
export const placeOf = ({ region }: S3): Place => ({ region, partition: partitionOf(region).id });

/**
 * Finds out what is allowed, by the method chosen.
 * @throws ConnectorError `operation_unknown`, `input_invalid`, `policy_invalid`, `principal_unknown`; what the calls
 *   throw, AccessDenied of IAM among it
 */
export async function accessOf(context: Context<S3>, input: AccessInput): Promise<Access> {
  const place = placeOf(context.client);
  const questions = questionsOf(context, input, input.method === 'policies');
  const { judge, notes } = await judgeFor(context, input, questions, place);
  return { judgements: await judgeAll(context, questions, place, judge), notes };
}

/** The same where nothing can be found out. */
export async function unknownAccess(context: Context<S3>, input: AccessInput, note: string): Promise<Access> {
  const questions = questionsOf(context, input, false);
  return { judgements: await judgeAll(context, questions, placeOf(context.client), UNKNOWN), notes: [note] };
}

const NOBODY =
  'IAM\'s simulator was not asked, since who signs is not known: name a user or role as "principal".';
const UNKNOWN: Judge = () => ({ decision: 'unknown' });

async function judgeFor(
  { client, clock }: Context<S3>,
  input: AccessInput,
  questions: readonly Question[],
  place: Place,
): Promise<{ judge: Judge; notes: string[] }> {
  const settings = { place, secure: client.endpoint.startsWith('https:'), now: clock };
  if (input.method === 'probes') return { judge: byProbes(client), notes: [] };
  if (input.method === 'policies')
    return { judge: byPolicies(input.policies ?? {}, input, settings), notes: [] };
  const { principal } = input;
  if (principal === undefined) return { judge: UNKNOWN, notes: [NOBODY] };
  const simulated = simulatedPrincipal(principal);
  if (simulated === undefined)
    return {
      judge: UNKNOWN,
      notes: [`IAM's simulator has no policies of ${principal}: it is no user or role.`],
    };
  return { judge: await bySimulator(client, simulated, input, questions, settings), notes: [LEFT_OUT] };
}

/** An error's code, which is safe to repeat: messages may hold what was signed. */
export function codeOf(error: unknown): string {
  const { code, name, $metadata } = error as {
    code?: string;
    name: string;
    $metadata?: { httpStatusCode?: number };
  };
  if (ConnectorError.is(error)) return error.code;
  // What answers without a code that STS or IAM would give still has a status, and what does not answer has Node's code.
  return name === 'Unknown' ? `HTTP ${$metadata?.httpStatusCode}` : name === 'Error' ? (code ?? name) : name;
}
