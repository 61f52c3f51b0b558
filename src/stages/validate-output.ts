import type { Operation } from '../define.ts';
import { plain } from '../plain.ts';
import { invalid } from '../problems.ts';
import type { Validator } from '../validator.ts';

/** Stage 6. The answer has the promised shape, or the error says so and does not hide that a write has happened. */
export function validateOutput(operation: Operation, output: unknown, validator: Validator): object {
  const problems = validator.check(operation.contract.output)(output);
  if (problems.length === 0) return plain(output) as object;
  const effect = operation.effect === 'read' ? '' : ` The ${operation.effect} itself has happened.`;
  throw invalid('output_invalid', problems, { effect });
}
