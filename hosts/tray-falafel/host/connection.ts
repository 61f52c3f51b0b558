import type { Manifest, ManifestOperation } from '../../../connector/index.ts';
import { connectionInputs, SHARED } from '../names.ts';
import { fail } from './errors.ts';

/** What arrives side by side, put apart. */
export interface Parts {
  connection?: object;
  input: object;
}

/** Falafel's parameters as the connection and the operation's own input. */
export type Separate = (operation: string, params: Readonly<Record<string, unknown>>) => Parts;

/**
 * Tells the connection's fields from an input's. A field of the connection that is left empty is a field not given; in
 * a lookup, that holds for every field, since it is run with those filled in so far.
 */
export function createSeparator(manifest: Manifest, allowedEndpoints: readonly string[]): Separate {
  const inputs = connectionInputs(manifest);
  const regional = new Set(manifest.operations.filter(hasRegion).map(({ name }) => name));
  const local = new Set(manifest.operations.filter((operation) => operation.local).map(({ name }) => name));
  return (operation, params) => {
    const entries = Object.entries(params);
    const isOwn = (name: string) => (name === SHARED ? regional.has(operation) : !inputs.has(name));
    const own = entries.filter(([name, value]) => isOwn(name) && (!isLookup(operation) || isGiven(value)));
    const input = Object.fromEntries(own);
    if (local.has(operation)) return { input };
    const connection = entries.flatMap(([name, value]) => {
      const known = inputs.get(name);
      if (known === undefined || !isGiven(value)) return [];
      if (known.schema.format === 'uri') ensureAllowed(value, allowedEndpoints);
      return [[known.field, value]];
    });
    return { input, connection: Object.fromEntries(connection) as object };
  };
}

const hasRegion = ({ input_schema }: ManifestOperation) => SHARED in (input_schema.properties as object);
const isLookup = (operation: string) => operation.endsWith('_ddl');
const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

/** A user must not point the platform at addresses that only the platform can reach. */
function ensureAllowed(address: unknown, allowed: readonly string[]): void {
  if (typeof address !== 'string' || !URL.canParse(address)) return;
  const { origin } = new URL(address);
  if (!allowed.includes(origin)) throw fail('endpoint_refused', { origin });
}
