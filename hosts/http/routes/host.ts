import type { Connection, Connector, DirectoryStore, ManifestOperation } from '../../../connector/index.ts';
import { suggestion } from '../../../connector/index.ts';
import type { Connections } from '../connections.ts';
import { fail } from '../errors.ts';
import type { HttpLimits } from '../options.ts';
import type { Work } from '../work.ts';

/** What the routes share. */
export interface Host {
  connector: Connector;
  connections: Connections;
  files: DirectoryStore;
  limits: HttpLimits;
  addConnections: boolean;
  allowedEndpoints: readonly string[] | 'any';
  work: Work;
}

/** Describes one operation; throws `operation_unknown`, with the nearest name. */
export function describe({ connector: { manifest } }: Host, name: string): ManifestOperation {
  const operation = manifest.operations.find((candidate) => candidate.name === name);
  if (operation) return operation;
  const names = manifest.operations.map((candidate) => candidate.name);
  throw fail('operation_unknown', { operation: name, suggestion: suggestion(name, names) });
}

/** The connection that a request names; an operation that calls nothing may go without. */
export function connectionOf(
  { connections }: Host,
  reference: unknown,
  operation: ManifestOperation,
): Connection | undefined {
  if (typeof reference === 'string') return connections.find(reference);
  if (reference === undefined && operation.local) return undefined;
  throw fail('connection_required');
}
