import { expect } from 'vitest';
import type { Needed, Outcome } from './attempt.ts';
import { arnIn } from './policies.ts';

/**
 * A call must be refused, and the error must name the action that was taken away, and what it was on. The answer to a
 * HEAD says nothing, nor does one across accounts, so what the error says comes from the table; a key of KMS, or
 * a user of IAM, is not always told.
 */
export function expectRefusal(outcome: Outcome, lost: Needed): void {
  expect(outcome).toMatchObject({ result: 'denied' });
  const { action, resource, needed } = outcome as Extract<Outcome, { result: 'denied' }>;
  const [, service = ''] = /^(kms|iam):/.exec(lost.action) ?? [];
  const wanted = service === '' ? arnIn(lost.resource) : expect.stringContaining(`:${service}:`);
  if (action === undefined || needed.length > 0)
    expect(needed).toContainEqual(expect.objectContaining({ action: lost.action, resource: wanted }));
  if (action === undefined) return;
  expect(action).toBe(lost.action);
  if (resource !== undefined) expect(resource).toEqual(wanted);
}
