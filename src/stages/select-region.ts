import { fail } from '../catalogue.ts';
import type { Operation } from '../define.ts';
import type { Auth, Service } from '../service.ts';

/**
 * Stage 2. The input's region, else the connection's; never a guess. Whether it is the right one only the service
 * can tell, and its answer is explained in stage 5.
 */
export function selectRegion(
  operation: Operation,
  input: unknown,
  auth: Auth,
  service: Service<unknown>,
): string {
  const region = regionIn(input) ?? regionIn(auth.connection);
  if (region === undefined || region === '') {
    if (operation.local) return '';
    throw fail('region_required');
  }
  const refusal = service.inspectRegion(region, auth.connection);
  if (refusal) throw refusal;
  return region;
}

function regionIn(value: unknown): string | undefined {
  const region = (value as { region?: unknown } | null | undefined)?.region;
  return region === undefined || region === null ? undefined : String(region);
}
