import type { JsonSchema } from '../../../connector/index.ts';
import { changeSubschemas } from '../../shared/subschemas.ts';

/** Keywords of JSON Schema (draft 2020-12) that every client's validator knows. */
const KEPT = new Set(
  `type enum const title description default examples multipleOf maximum exclusiveMaximum minimum exclusiveMinimum
  maxLength minLength pattern maxItems minItems uniqueItems maxContains minContains maxProperties minProperties
  required dependentRequired format readOnly writeOnly deprecated`.split(/\s+/),
);
/** Formats of the specification; the others tell forms how to show a field. */
const FORMATS = new Set(
  'date-time date time duration email hostname ipv4 ipv6 uri uri-reference uuid'.split(' '),
);

/** Identity, which is of no use inside a tool, and what is said in words: in the description, or by the run's error. */
const SAID_OTHERWISE = new Set(['$schema', '$id', '$comment', 'messages', 'enumLabels', 'lookup']);

/** Hears of every keyword that is left out, and where it stood. */
export type OnLoss = (at: string, keyword: string) => void;

/** A schema with nothing in it but what clients of any make understand. */
export function plainSchema(schema: JsonSchema, at: string, onLoss: OnLoss): JsonSchema {
  const plain: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    const kept = plainValue(keyword, value, `${at}/${keyword}`, onLoss);
    if (kept !== undefined) plain[keyword] = kept;
    else if (!SAID_OTHERWISE.has(keyword)) onLoss(at, keyword);
  }
  const description = describe(schema);
  return description === '' ? plain : { ...plain, description };
}

function plainValue(keyword: string, value: unknown, at: string, onLoss: OnLoss): unknown {
  const kept = KEPT.has(keyword) && isPortable(keyword, value) ? value : undefined;
  return changeSubschemas(keyword, value, at, (schema, place) => plainSchema(schema, place, onLoss)) ?? kept;
}

/** Python's regular expressions, which many clients check by, know no classes of Unicode properties. */
function isPortable(keyword: string, value: unknown): boolean {
  if (keyword === 'pattern') return !/\\p\{/i.test(String(value));
  return keyword !== 'format' || FORMATS.has(String(value));
}

/** The description, with the words for an enumeration's values and the tool that lists the choices. */
function describe({ description, enum: values, enumLabels: labels, lookup }: JsonSchema): string {
  const { operation } = (lookup ?? {}) as { operation?: string };
  const choices = Array.isArray(values) && Array.isArray(labels) ? labelled(values, labels) : '';
  const hint = operation === undefined ? '' : `The tool ${operation} lists the choices.`;
  return [description, choices, hint].filter((text) => text !== undefined && text !== '').join(' ');
}

const labelled = (values: unknown[], labels: unknown[]) =>
  `${values.map((value, index) => `${String(value)}: ${String(labels[index])}`).join('; ')}.`;
