import type { ErrorObject } from 'ajv';
import { fail } from './catalogue.ts';
import type { ConnectorError } from './errors.ts';
import { WORDING } from './wording.ts';

/** One thing that is wrong with an input, in words for the person who filled it in. */
export interface Problem {
  /** Path of the member, for example `object_keys/0/Key`; empty for the whole input. */
  field: string;
  message: string;
  fix: string;
}

const fieldOf = (error: ErrorObject): string => {
  const path = error.instancePath.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
  const member: unknown = error.params.missingProperty ?? error.params.additionalProperty;
  return [path, member].filter((step) => step !== undefined && step !== '').join('/');
};

/** The field in words: its title and its name. */
function nameOf(error: ErrorObject, field: string): string {
  const member = error.keyword === 'required' ? error.params.missingProperty : undefined;
  const properties = error.parentSchema?.properties as Record<string, { title?: string }> | undefined;
  const title = member ? properties?.[member]?.title : error.parentSchema?.title;
  const name = field === '' ? 'The input' : `"${field}"`;
  return title && field !== '' ? `${title} (${name})` : name;
}

/**
 * Words one ajv error. A schema may carry `messages: {keyword: [message, fix]}` for a wording of its own, and a
 * keyword of a connector may bring `params.problem` and `params.fix`.
 */
function problemOf(error: ErrorObject): Problem {
  const field = fieldOf(error);
  const name = nameOf(error, field);
  const own = (error.parentSchema?.messages as Record<string, [string, string]> | undefined)?.[error.keyword];
  if (own) return { field, message: own[0].replaceAll('{name}', name), fix: own[1] };
  if (error.params.problem)
    return { field, message: `${name} ${error.params.problem}`, fix: error.params.fix };
  const [message, fix] = WORDING[error.keyword]?.(error, name) ?? [
    `${name} ${error.message}.`,
    `Correct ${name}.`,
  ];
  return { field, message, fix };
}

/** Keywords whose error only says that another one, which is listed too, has failed. */
const SUMMARIES: ReadonlySet<string> = new Set(['if', 'propertyNames']);

/** Words ajv's errors; of a choice between alternatives only the one that was meant is spoken of. */
export function problemsOf(errors: readonly ErrorObject[]): Problem[] {
  const choices = errors.filter((error) => error.keyword === 'oneOf' || error.keyword === 'anyOf');
  const hidden = new Set<ErrorObject>();
  for (const choice of choices) {
    const inside = errors.filter(
      (error) => error !== choice && error.schemaPath.startsWith(`${choice.schemaPath}/`),
    );
    const branches = groupBy(inside, (error) => branchOf(error, choice));
    const meant = [...branches.values()].filter(
      (branch) => !branch.some((error) => missesKind(error, choice)),
    );
    const spoken = !choice.parentSchema?.messages && meant.length === 1 ? meant[0] : undefined;
    for (const error of inside) if (!spoken?.includes(error)) hidden.add(error);
    if (spoken) hidden.add(choice);
  }
  return errors.filter((error) => !hidden.has(error) && !SUMMARIES.has(error.keyword)).map(problemOf);
}

const branchOf = (error: ErrorObject, choice: ErrorObject) =>
  error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0];

const missesKind = (error: ErrorObject, choice: ErrorObject) =>
  error.instancePath === choice.instancePath && (error.keyword === 'type' || error.keyword === 'const');

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string | undefined) {
  const groups = new Map<string | undefined, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** One error for all that is wrong, with each problem beside its field in `details.problems`. */
export function invalid(
  code: 'connection_invalid' | 'input_invalid' | 'output_invalid',
  problems: readonly Problem[],
  values: Record<string, unknown> = {},
): ConnectorError {
  const join = (part: 'message' | 'fix') => [...new Set(problems.map((problem) => problem[part]))].join(' ');
  return fail(code, { problems: join('message'), fixes: join('fix'), ...values }, { details: { problems } });
}

/** The error for an input that is checked outside of a run. */
export const invalidInput = (problems: readonly Problem[]): ConnectorError =>
  invalid('input_invalid', problems);
