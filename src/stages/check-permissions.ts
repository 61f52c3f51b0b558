import { fail } from '../catalogue.ts';
import type { Operation } from '../define.ts';
import { requirementsOf } from '../permissions/requirements.ts';
import type { Auth, Service } from '../service.ts';
import type { Validator } from '../validator.ts';

/** Stage 4. No row in the permission table, no run; and nothing outside the bounds that the connection sets. */
export function checkPermissions(
  operation: Operation,
  input: object,
  auth: Auth,
  service: Service<unknown>,
  validator: Validator,
): void {
  if (operation.permissions.length === 0) throw fail('permission_row_missing', { operation: operation.name });
  const refusalOf = service.boundsOf(auth.connection);
  if (!refusalOf) return;
  for (const requirement of requirementsOf(operation, input, service.resourceMembers, validator)) {
    const refusal = refusalOf(requirement);
    if (refusal) throw refusal;
  }
}
