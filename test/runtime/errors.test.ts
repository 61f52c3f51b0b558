import { expect, test, vi } from 'vitest';
import { ConnectorError } from '../../src/errors.ts';

test('an error of another copy of the package is recognised, and what only looks like one is not', async () => {
  vi.resetModules();
  const other = await import('../../src/errors.ts');
  const facts = { code: 'a_code', category: 'input', message: 'No.', fix: 'Yes.', retryable: false } as const;
  const foreign: unknown = new other.ConnectorError(facts);
  expect(foreign).not.toBeInstanceOf(ConnectorError);
  expect(ConnectorError.is(foreign)).toBe(true);
  expect(ConnectorError.is({ ...facts, name: 'ConnectorError' })).toBe(false);
  expect(ConnectorError.is(undefined)).toBe(false);
});
