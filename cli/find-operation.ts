import type { Connector } from '../connector/index.ts';
import { fail, suggestion, type Operation } from '../src/index.ts';
import { refuse } from './errors.ts';

/**
 * The operation of this name.
 * @throws ConnectorError `operation_unknown`, with the nearest name
 */
export function findOperation(connector: Connector, name: string): Operation {
  const operations: Readonly<Record<string, Operation>> = connector.operations;
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation) return operation;
  if (/^[\w-]{1,80}$/.test(name))
    throw fail('operation_unknown', {
      operation: name,
      suggestion: suggestion(name, Object.keys(operations)),
    });
  // It may be a connection in the wrong place, so it is not repeated.
  throw refuse('usage_invalid', {
    problem: 'The first argument must be the name of an operation.',
    help: 's3c operations',
  });
}
