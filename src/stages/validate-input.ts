import type { Operation } from '../define.ts';
import { invalid } from '../problems.ts';
import type { Auth } from '../service.ts';
import type { Validator } from '../validator.ts';

/** Stage 3. Checks the whole input against its schema; defaults are filled in on a copy, nothing is coerced or removed. */
export function validateInput(
  operation: Operation,
  given: unknown,
  auth: Auth,
  validator: Validator,
): object {
  const input = copy(given ?? {});
  const problems = validator.check(operation.contract.input)(input, { connection: auth.connection });
  if (problems.length > 0) throw invalid('input_invalid', problems);
  return input as object;
}

/** A copy of the structure that shares its texts, which may be large; members without a value are left out. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) result[name] = copy(member);
  }
  return result;
}
