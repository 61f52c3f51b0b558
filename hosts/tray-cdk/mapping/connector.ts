import type { Manifest, ManifestOperation } from '../../../connector/index.ts';
import type { Mapped } from '../../shared/mapping.ts';
import type { TrayLoss } from '../../shared/tray/forms.ts';
import { isLookup } from '../../shared/tray/given.ts';
import { pascalCase } from './names.ts';
import { mapSchema } from './schema.ts';
import { connectorFiles, operationFiles } from './sources.ts';

/** Every file but the bundled core, by its path in the connector's folder. */
export type Files = ReadonlyMap<string, string>;

export interface TraySettings {
  /** Origins that a connection's endpoints may have; none: AWS only. */
  allowedEndpoints?: readonly string[];
}

/** A connector in the format of Tray's Connector Development Kit: one folder per operation of the manifest. */
export function mapCdk(manifest: Manifest, settings: TraySettings = {}): Mapped<Files, TrayLoss> {
  const local = new Set(manifest.operations.filter((operation) => operation.local).map(({ name }) => name));
  const operations = manifest.operations.map((operation) =>
    mapOperation(operation, (name) => local.has(name)),
  );
  const auth = mapSchema(manifest.auth, 'auth', (name) => local.has(name));
  const alternatives = (manifest.auth.oneOf as object[]).map(
    (form) => mapSchema(form as never, 'auth', (name) => local.has(name)).schema,
  );
  return {
    format: new Map([
      ...connectorFiles(manifest, alternatives, settings.allowedEndpoints ?? []),
      ...operations.flatMap(({ files }) => files),
    ]),
    losses: [
      ...auth.losses.filter(({ keyword }) => keyword !== 'oneOf'),
      ...operations.flatMap(({ losses }) => losses),
    ],
  };
}

function mapOperation(operation: ManifestOperation, isLocal: (name: string) => boolean) {
  const { name, title, description } = operation;
  const input = mapSchema(operation.input_schema, `${name}.input`, isLocal);
  const output = mapSchema(operation.output_schema, `${name}.output`, isLocal);
  const descriptor = { name, title, description, ...(isLookup(name) ? { type: 'ddl' } : {}) };
  return {
    files: operationFiles(descriptor, pascalCase(name), input.schema, output.schema),
    losses: [...input.losses, ...output.losses],
  };
}
