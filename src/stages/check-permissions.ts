import { fail } from '../catalogue.ts';
import type { Operation } from '../define.ts';
import { requirementsOf, type Requirement } from '../permissions/requirements.ts';
import type { Auth, Service } from '../service.ts';
import type { Validator } from '../validator.ts';

/** Stage 4. No row in the permission table, no run; and nothing outside the bounds that the connection sets. */
export function checkPermissions(
  operation: Operation,
  input: object,
  auth: Auth,
  service: Service<unknown>,
  validator: Validator,
): Requirement[] {
  if (operation.permissions.length === 0) throw fail('permission_row_missing', { operation: operation.name });
  const requirements = requirementsOf(operation, input, service.resourceMembers, validator);
  for (const requirement of requirements) {
    const refusal = service.inspectLimits(requirement, auth.connection);
    if (refusal) throw refusal;
  }
  return requirements;
}
