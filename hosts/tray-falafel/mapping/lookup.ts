import type { ConnectionInput } from '../names.ts';

export interface Lookup {
  operation: string;
  input: Record<string, unknown>;
}

/** A dropdown: Tray runs the operation with these settings, the connection's fields among them. */
export function mapLookup({ operation, input }: Lookup, inputs: ReadonlyMap<string, ConnectionInput>) {
  const own = Object.entries(input).map(([name, value]) => [
    name,
    { type: 'string', value: String(value).replaceAll('{{{', '{{{properties.') },
  ]);
  const connection = [...inputs]
    .filter(([name]) => !(name in input))
    .map(([name, { field }]) => [name, { type: 'jsonpath', value: `$.auth.${field}` }]);
  return {
    url: '{{{step.ephemeral_url}}}',
    body: {
      message: operation,
      auth_id: '{{{step.auth_id}}}',
      step_settings: Object.fromEntries([...connection, ...own]) as object,
    },
  };
}
