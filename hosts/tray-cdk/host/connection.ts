import type { JsonSchema } from '../../../connector/index.ts';
import { refusedOrigin } from '../../shared/endpoints.ts';
import { fail } from '../../shared/tray/errors.ts';
import { isGiven } from '../../shared/tray/given.ts';

/** What Tray keeps of an authentication: the fields of its user, and those that all of its users share. */
interface TrayAuth {
  user?: Record<string, unknown>;
  app?: Record<string, unknown>;
}

/**
 * The connection in a Tray authentication. A field left empty is a field not given; nothing is known of fields that
 * the connection form does not have, and the runtime says so.
 * @throws ConnectorError `endpoint_refused`
 */
export function connectionOf(
  form: JsonSchema,
  auth: TrayAuth | undefined,
  allowedEndpoints: readonly string[],
): object | undefined {
  if (auth === undefined) return undefined;
  const fields = Object.entries({ ...auth.app, ...auth.user });
  const connection = Object.fromEntries(fields.filter(([, value]) => isGiven(value)));
  const origin = refusedOrigin(form, connection, allowedEndpoints);
  if (origin !== undefined) throw fail('endpoint_refused', { origin });
  return connection;
}
