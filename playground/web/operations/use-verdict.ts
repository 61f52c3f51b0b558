import { useCallback } from 'react';
import type { Need } from '../api/operations.ts';
import { checkCall } from '../api/permissions.ts';
import type { Values } from '../api/types.ts';
import { useChosenUser } from '../connections/context.tsx';
import { useLoaded } from '../lib/use-loaded.ts';
import { nameOf } from '../permissions/attach-button.tsx';

/** What the policy of the sandbox's user, whose connection is chosen, says to a call before it is made. */
export interface Verdict {
  /** Who it is. */
  user: string;
  /** What the policy does not allow. */
  lacks: (need: Need) => boolean;
}

/** @param needs what the input needs: while that is not known, the input is not complete, and nothing is asked */
export function useVerdict(
  operation: string,
  input: Values,
  needs: readonly Need[] | undefined,
): Verdict | undefined {
  const user = useChosenUser();
  const document = needs === undefined || needs.length === 0 ? undefined : user?.document;
  const load = useCallback(
    (signal: AbortSignal) =>
      document === undefined ? Promise.resolve(undefined) : checkCall(operation, input, document, signal),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the needs are known a moment after the input they are of
    [operation, needs, document],
  );
  const { data } = useLoaded(load);
  if (user === undefined || data === undefined) return undefined;
  const denied = data.actions.filter(({ decision }) => decision === 'denied');
  const lacks = ({ action, resource, if_data }: Need) =>
    if_data === undefined &&
    denied.some((one) => one.action === action && actualName(one.resource) === actualName(resource));
  return { user: nameOf(user), lacks };
}

/** A key's ARN may name its region, where the call is known to go. */
const actualName = (arn: string) => arn.replace(/^(arn:[^:]*:kms:)[^:]*:/, '$1*:');
