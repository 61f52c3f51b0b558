import type { Manifest, ManifestOperation } from '../../../connector/index.ts';
import { connectionInputs, SHARED } from '../names.ts';
import { refusedOrigin } from '../../shared/endpoints.ts';
import { fail } from '../../shared/tray/errors.ts';
import { isGiven, isLookup } from '../../shared/tray/given.ts';

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
    const given = entries.flatMap(([name, value]) => {
      const known = inputs.get(name);
      return known === undefined || !isGiven(value) ? [] : [[known.field, value]];
    });
    const connection = Object.fromEntries(given) as object;
    const origin = refusedOrigin(manifest.auth, connection, allowedEndpoints);
    if (origin !== undefined) throw fail('endpoint_refused', { origin });
    return { input, connection };
  };
}

const hasRegion = ({ input_schema }: ManifestOperation) => SHARED in (input_schema.properties as object);
