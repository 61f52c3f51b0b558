import type { Context } from '../../../src/index.ts';
import type { StatementReference } from '../../../src/permissions/index.ts';
import type { S3 } from '../../client.ts';
import { refusalsOutside } from '../../permissions/limits.ts';
import { arnOf, type Place } from '../../permissions/resources.ts';
import type { Answer } from './answer.ts';
import type { Need, Question } from './asked.ts';

/** What is known of one action. */
export interface Ruling extends Answer {
  /** The statement that decided, as far as it is told. */
  statement?: Partial<StatementReference>;
  /** True when it is not enough to allow it, since something denies it. */
  explicit?: boolean;
}

/** Where the knowledge comes from. */
export type Judge = (question: Question, need: Need) => Promise<Ruling> | Ruling;

/** What is known of one operation. */
export interface Judgement {
  operation: string;
  decision: Answer['decision'];
  actions: {
    action: string;
    resource: string;
    decision: Answer['decision'];
    statement: Ruling['statement'] | undefined;
  }[];
  /** What nothing allows. */
  missing: { action: string; resource: string }[];
  notes: string[];
}

/**
 * Judges each operation by all of its actions: one that is denied denies it, one that is not known leaves it open.
 * What lies outside of the connection's bounds is denied, whatever anybody allows, and nobody is asked about it.
 */
export async function judgeAll(
  { limits }: Pick<Context<S3>, 'limits'>,
  questions: readonly Question[],
  place: Place,
  judge: Judge,
): Promise<Judgement[]> {
  const outside = refusalsOutside(limits);
  const bounded: Judge = (question, need) => {
    const refusal = outside?.(need.requirement);
    return refusal === undefined
      ? judge(question, need)
      : { decision: 'denied', explicit: true, note: refusal.message };
  };
  const judgements: Judgement[] = [];
  for (const question of questions) judgements.push(await judgeOne(question, place, bounded));
  return judgements;
}

async function judgeOne(question: Question, place: Place, judge: Judge): Promise<Judgement> {
  const actions: Judgement['actions'] = [];
  const missing: Judgement['missing'] = [];
  const notes = new Set<string>();
  for (const need of question.needs) {
    const { requirement } = need;
    const ruling = withOpenBucket(need, await judge(question, need));
    if (ruling.note !== undefined) notes.add(ruling.note);
    // What depends on the data never changes the decision.
    if (requirement.row.if_data !== undefined) continue;
    const named = { action: requirement.action, resource: arnOf(requirement, place) };
    actions.push({ ...named, decision: ruling.decision, statement: ruling.statement });
    if (ruling.decision === 'denied' && ruling.explicit !== true) missing.push(named);
  }
  const decisions = new Set(actions.map(({ decision }) => decision));
  return {
    operation: question.operation.name,
    decision: decisions.has('denied') ? 'denied' : decisions.has('unknown') ? 'unknown' : 'allowed',
    actions,
    missing,
    notes: [...notes],
  };
}

/** Nobody means every bucket there is: what is not allowed on all of them may well be allowed on the right one. */
function withOpenBucket({ open, requirement }: Need, ruling: Ruling): Ruling {
  if (open !== 'bucket' || ruling.decision !== 'denied' || ruling.explicit === true) return ruling;
  const note = `${requirement.action} is not allowed on every bucket; name one to learn of it (bucket_name).`;
  return { decision: 'unknown', note };
}
