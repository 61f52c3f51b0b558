import type { JsonSchema } from '../../../connector/index.ts';
import { fail } from './errors.ts';

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
  const connection = Object.fromEntries(
    fields.filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
  for (const field of addressFields(form)) ensureAllowed(connection[field], allowedEndpoints);
  return connection;
}

/** The fields by which a connection chooses where requests go. */
function addressFields(form: JsonSchema): Set<string> {
  const forms = form.oneOf as { properties: Record<string, JsonSchema> }[];
  const members = forms.flatMap(({ properties }) => Object.entries(properties));
  return new Set(members.filter(([, { format }]) => format === 'uri').map(([name]) => name));
}

/** A user must not point the platform at addresses that only the platform can reach. */
function ensureAllowed(address: unknown, allowed: readonly string[]): void {
  if (typeof address !== 'string' || !URL.canParse(address)) return;
  const { origin } = new URL(address);
  if (!allowed.includes(origin)) throw fail('endpoint_refused', { origin });
}
