import { table, type TableEntry } from '../../connector/permissions/index.ts';
import { createConnector } from '../../connector/index.ts';
import { findOperation } from '../find-operation.ts';
import { refuse } from '../errors.ts';

/** The names in a list such as `get_object,put_object_text`. */
export const namesIn = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

/**
 * The operations that a list names; all of them without one.
 * @throws ConnectorError `operation_unknown`
 */
export function selectOperations(names: string | undefined): TableEntry[] {
  const entries = table();
  if (names === undefined) return entries;
  const wanted = namesIn(names);
  if (wanted.length === 0) {
    throw refuse('usage_invalid', { problem: '--operations names none.', help: 's3c operations' });
  }
  const connector = createConnector();
  return wanted.flatMap((name) => {
    const { name: known } = findOperation(connector, name);
    return entries.find(({ operation }) => operation === known) ?? [];
  });
}
