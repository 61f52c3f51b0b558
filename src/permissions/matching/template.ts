import { UNKNOWN, type RequestContext } from './context.ts';

/** A stretch of a pattern: with `wild`, `*` and `?` in it are wildcards, otherwise they are themselves. */
export interface Span {
  text: string;
  wild: boolean;
}

interface Variable {
  variable: string;
  fallback?: string;
}

/** A text of a policy, cut into stretches and variables. */
export type Template = readonly (Span | Variable)[];

/** `${key}`, `${key, 'default'}`, and `${*}`, `${?}`, `${$}` for the characters themselves. */
const VARIABLE = /\$\{(?:([*?$])|([^\s{}',](?:[^{}',]*[^\s{}',])?)(?:, *'([^']*)')?)\}/g;

/**
 * Reads a text of a policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * @param variables whether the text stands where variables count: in policies of version 2012-10-17, in resources
 *   and in the values of string and ARN conditions
 */
export function templateOf(text: string, variables: boolean): Template {
  if (!variables || !text.includes('${')) return [{ text, wild: true }];
  const template: (Span | Variable)[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, character, variable, fallback] = match;
    if (match.index > end) template.push({ text: text.slice(end, match.index), wild: true });
    template.push(variable === undefined ? { text: character ?? '', wild: false } : { variable, fallback });
    end = match.index + whole.length;
  }
  if (end < text.length) template.push({ text: text.slice(end), wild: true });
  return template;
}

/** Whether a text has a `${` that begins no variable. */
export const hasBrokenVariable = (text: string): boolean => text.replace(VARIABLE, '').includes('${');

/** The template's stretches if there is no variable in it: it can be prepared once, for all requests. */
export function constantSpans(template: Template): readonly Span[] | undefined {
  return template.every(isSpan) ? template : undefined;
}

/** The stretches with a star for each variable: what these do not match, no values can make match. */
export const widestSpans = (template: Template): readonly Span[] =>
  template.map((part) => (isSpan(part) ? part : { text: '*', wild: true }));

/**
 * Puts in the request's values, as themselves: a `*` in a user's name is no wildcard. A key without exactly one
 * value, and no default, leaves the variable unresolved: `undefined`.
 */
export function resolve(
  template: Template,
  context: RequestContext,
): readonly Span[] | undefined | typeof UNKNOWN {
  const spans: Span[] = [];
  for (const part of template) {
    const text = isSpan(part) ? part.text : valueOf(part, context);
    if (text === undefined || text === UNKNOWN) return text;
    spans.push({ text, wild: isSpan(part) && part.wild });
  }
  return spans;
}

/** The names of the keys that a template's variables stand for. */
export const variablesOf = (template: Template): string[] =>
  template.flatMap((part) => (isSpan(part) ? [] : [part.variable]));

const isSpan = (part: Span | Variable): part is Span => 'text' in part;

function valueOf({ variable, fallback }: Variable, context: RequestContext) {
  const state = context.get(variable);
  if (state === UNKNOWN) return UNKNOWN;
  return state?.length === 1 ? state[0] : fallback;
}
