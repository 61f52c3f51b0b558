import type { Operation } from '../define.ts';
import { plain } from '../plain.ts';
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
  const input = plain(given ?? {});
  const problems = validator.check(operation.contract.input)(input, { connection: auth.connection });
  if (problems.length > 0) throw invalid('input_invalid', problems);
  return input as object;
}
