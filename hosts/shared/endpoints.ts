import type { JsonSchema } from '../../connector/index.ts';

/**
 * The first origin that a connection leads to and may not: whoever makes a connection must not point a host at addresses
 * that only the host can reach. Undefined when there is none.
 * @param form the schema of connections, which tells its addresses by their format
 * @param allowed origins, beside AWS
 */
export function refusedOrigin(
  form: JsonSchema,
  connection: object,
  allowed: readonly string[] | 'any',
): string | undefined {
  if (allowed === 'any') return undefined;
  const fields = addressFields(form);
  const addresses = Object.entries(connection).filter(([name]) => fields.has(name));
  return addresses
    .filter(([, address]) => typeof address === 'string' && URL.canParse(address))
    .map(([, address]) => new URL(address as string).origin)
    .find((origin) => !allowed.includes(origin));
}

/** The fields by which a connection chooses where requests go. */
function addressFields(form: JsonSchema): Set<string> {
  const forms = form.oneOf as { properties: Record<string, JsonSchema> }[];
  const members = forms.flatMap(({ properties }) => Object.entries(properties));
  return new Set(members.filter(([, { format }]) => format === 'uri').map(([name]) => name));
}
