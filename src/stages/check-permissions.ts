import { fail } from '../catalogue.ts';
import { requirementsOf } from '../permissions/requirements.ts';
import type { Host } from '../runtime.ts';
import type { Policies, PreparedCall, Service } from '../service.ts';

/**
 * Stage 4. No row in the permission table, no run; nothing outside the bounds that the connection sets; and nothing
 * that the policies given deny. What policies leave open passes, with a note that says why.
 */
export function checkPermissions(
  call: PreparedCall,
  policies: Policies | undefined,
  service: Service<unknown>,
  host: Host,
): readonly string[] {
  const { operation } = call;
  if (operation.permissions.length === 0) throw fail('permission_row_missing', { operation: operation.name });
  refuseOutside(call, service, host);
  if (policies === undefined) return [];
  const { refusal, notes } = service.consult(policies, call, host);
  if (refusal) throw refusal;
  return notes;
}

/** Every bucket and key that the input names must be within the connection's bounds. */
function refuseOutside(
  { operation, input, connection }: PreparedCall,
  service: Service<unknown>,
  { validator }: Host,
): void {
  const refusalOf = service.boundsOf(connection);
  if (!refusalOf) return;
  for (const requirement of requirementsOf(operation, input, service.resourceMembers, validator)) {
    const refusal = refusalOf(requirement);
    if (refusal) throw refusal;
  }
}
