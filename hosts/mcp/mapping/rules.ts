import type { JsonSchema } from '../../../connector/index.ts';

/** At the root of an input schema, the APIs that models are called by refuse these. */
export const REFUSED_AT_ROOT = ['allOf', 'anyOf', 'oneOf'] as const;

/** The rules of a schema's root that a tool cannot carry, in words. */
export function rulesInWords(schema: JsonSchema): string[] {
  return REFUSED_AT_ROOT.flatMap((keyword) => {
    const alternatives = (schema[keyword] ?? []) as JsonSchema[];
    const members = alternatives.map(({ required }) => required);
    const names = members.every(Array.isArray) ? members.map((group) => group.join(' with ')) : [];
    const choice =
      names.length > 1 && keyword !== 'allOf' ? [`Give ${QUANTITY[keyword]} of ${names.join(', ')}.`] : [];
    return [...choice, ...alternatives.flatMap(worded)];
  });
}

const QUANTITY = { anyOf: 'at least one', oneOf: 'exactly one' };

/** The words that a definition has for its own keywords: what is wrong, and what to do. */
const worded = ({ messages }: JsonSchema): string[] =>
  Object.values((messages ?? {}) as Record<string, string[]>).map((words) => words.join(' '));
