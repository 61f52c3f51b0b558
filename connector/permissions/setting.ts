import { fail, suggestion, type Operation } from '../../src/index.ts';
import { operations } from '../operations/index.gen.ts';

// What operations themselves import of permissions must not lead here, to the registry that they stand in.
export { rowsOf, sharedSchemas, validator } from './schemas.ts';

/** Every operation, in the order of the registry. */
export const allOperations: readonly Operation[] = Object.values(operations);

/**
 * The operation of this name.
 * @throws ConnectorError `operation_unknown`, with the nearest name
 */
export function operationOf(name: string): Operation {
  const found = allOperations.find((operation) => operation.name === name);
  if (found) return found;
  throw fail('operation_unknown', {
    operation: name,
    suggestion: suggestion(name, Object.keys(operations)),
  });
}
