import { invalidInput, type JsonSchema, type Operation } from '../../src/index.ts';
import { resourceMembers } from './resources.ts';
import { rowsOf, validator } from './schemas.ts';

const forms = new WeakMap<Operation, JsonSchema>();

/**
 * Checks an input as far as permissions depend on it, and fills in its defaults. What is misspelt or malformed is
 * refused; what names no bucket, key or prefix may be missing.
 * @throws ConnectorError `input_invalid`
 */
export function readInput(operation: Operation, input: unknown): object {
  let form = forms.get(operation);
  if (form === undefined) forms.set(operation, (form = formOf(operation)));
  const copy = typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input } : input;
  const problems = validator.check(form)(copy);
  if (problems.length > 0) throw invalidInput(problems);
  return copy as object;
}

/** The form of the input, without what it says about which members must be there beside those that name resources. */
function formOf(operation: Operation): JsonSchema {
  const {
    type,
    properties,
    additionalProperties,
    required = [],
  } = validator.inline(operation.contract.input);
  const names = rowsOf(operation).flatMap(({ resource, at }) => {
    const usual: object = resourceMembers[resource as keyof typeof resourceMembers];
    return Object.values({ ...usual, ...at }).map((member: string) => member.split(/[.[]/)[0]);
  });
  const named = new Set(names);
  const needed = (required as string[]).filter((member) => named.has(member));
  return { type, properties, additionalProperties, required: needed };
}
