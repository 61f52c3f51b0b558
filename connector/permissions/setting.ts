import common from '../../schemas/common.schema.json' with { type: 'json' };
import file from '../../schemas/file.schema.json' with { type: 'json' };
import { createValidator, fail, suggestion, type JsonSchema, type Operation } from '../../src/index.ts';
import { keywords } from '../keywords.ts';
import { operations } from '../operations/index.gen.ts';

/** Schemas that those of operations refer to. */
export const sharedSchemas: readonly JsonSchema[] = [common, file];

/** What permissions are read with where there is no connector. */
export const validator = createValidator(sharedSchemas, keywords);

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

/** The rows of an operation; none where it calls nothing. */
export const rowsOf = ({ permissions }: Operation) => (permissions === 'none' ? [] : permissions);
