import type { JsonSchema } from '../../../connector/index.ts';
import { changeSubschemas } from '../../shared/subschemas.ts';

/** What documents of other makers may not carry under its own name: hints for forms, as extensions. */
const HINTS: Readonly<Record<string, string>> = {
  advanced: 'x-advanced',
  enumLabels: 'x-enum-labels',
  lookup: 'x-lookup',
  secret: 'x-secret',
};
/** Identity, which a component has by its name, and words that the errors of a run have. */
const LEFT_OUT = new Set(['$schema', '$id', '$comment', 'messages']);
/** The vocabularies of JSON Schema that OpenAPI 3.1 takes over, but for those that hold schemas. */
const STANDARD = new Set(
  `type enum const title description default examples multipleOf maximum exclusiveMaximum minimum exclusiveMinimum
  maxLength minLength pattern maxItems minItems uniqueItems maxContains minContains maxProperties minProperties
  required dependentRequired format readOnly writeOnly deprecated contentEncoding contentMediaType`.split(
    /\s+/,
  ),
);

/** Hears of every rule that only we know, and where it stood. */
type OnLoss = (at: string, keyword: string) => void;

/** A schema of ours as one of OpenAPI 3.1, whose dialect it is but for the keywords that are our own. */
export function componentOf(schema: JsonSchema, at: string, onLoss: OnLoss): JsonSchema {
  const members = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    const changed = changeSubschemas(keyword, value, `${at}/${keyword}`, (inner, place) =>
      componentOf(inner, place, onLoss),
    );
    if (changed !== undefined) return [[keyword, changed]];
    if (STANDARD.has(keyword)) return [[keyword, value]];
    const hint = HINTS[keyword];
    if (hint !== undefined) return [[hint, value]];
    if (!LEFT_OUT.has(keyword)) onLoss(at, keyword);
    return [];
  });
  return Object.fromEntries(members);
}
