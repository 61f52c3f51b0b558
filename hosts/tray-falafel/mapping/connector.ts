import type { Manifest, ManifestOperation } from '../../../connector/index.ts';
import type { Mapped } from '../../shared/mapping.ts';
import type { TrayLoss } from '../../shared/tray/forms.ts';
import { isLookup } from '../../shared/tray/given.ts';
import { connectionInputs, SHARED } from '../names.ts';
import { createMapper, type FalafelSchema, type Members } from './schema.ts';
import { packageFiles } from './package.ts';

/** Every file but the bundled core, by its path in the connector's folder. */
export type Files = ReadonlyMap<string, string>;

export interface FalafelSettings {
  /** Origins that a connection's endpoints may have; none: AWS only. */
  allowedEndpoints?: readonly string[];
}

/** A connector in falafel's format: one folder per operation of the manifest, and the connection as global inputs. */
export function mapFalafel(manifest: Manifest, settings: FalafelSettings = {}): Mapped<Files, TrayLoss> {
  const losses: TrayLoss[] = [];
  const connection = connectionInputs(manifest);
  const mapper = createMapper(connection, losses);
  const global = Object.fromEntries(
    [...connection].map(([name, { field, schema }]) => [
      name,
      fromAuth(field, mapper.mapMember(schema, `connection.${field}`)),
    ]),
  );
  const folder = `connectors/${manifest.name}`;
  const operations = manifest.operations.flatMap((operation): [string, string][] => {
    const schema = {
      ...describe(operation),
      input: withSharedRegion(mapper.mapInput(operation.input_schema, `${operation.name}.input`), global),
      output: mapper.mapOutput(operation.output_schema, `${operation.name}.output`),
    };
    const path = `${folder}/${operation.name}`;
    return [
      [`${path}/schema.js`, module(schema)],
      [`${path}/model.js`, MODEL.replace('NAME', operation.name)],
    ];
  });
  const { name, version, title, description } = manifest;
  const short = version.split('.').slice(0, 2).join('.');
  const connector = {
    name,
    title,
    description,
    version: short,
    tags: ['service'],
    icon: { type: 'url', value: '' },
  };
  const files = new Map([
    ...packageFiles(manifest, settings.allowedEndpoints ?? []),
    [`${folder}/connector.js`, module(connector)] as const,
    [`${folder}/global_schema.js`, module({ input: global })] as const,
    ...operations,
  ]);
  return { format: files, losses };
}

const module = (value: object) => `module.exports = ${JSON.stringify(value, null, 2)};\n`;

const MODEL = `const run = require('../../../run');

module.exports = (params) => run('NAME', params, falafel.files);
`;

/** Filled in from the authentication, and folded away. The runtime has the defaults, so that none is sent unasked. */
const fromAuth = (field: string, schema: FalafelSchema): FalafelSchema => ({
  ...Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== 'default')),
  advanced: true,
  defaultJsonPath: `$.auth.${field}`,
});

function withSharedRegion(input: Members, global: Members): Members {
  const region = input[SHARED];
  if (region === undefined) return input;
  return { ...input, [SHARED]: { ...region, defaultJsonPath: global[SHARED]?.defaultJsonPath } };
}

function describe({ name, title, description, documentation, local }: ManifestOperation) {
  return {
    name,
    // Falafel refuses a lookup whose title does not end so.
    title: isLookup(name) && !title.endsWith(' DDL') ? `${title} DDL` : title,
    description,
    type: isLookup(name) ? 'ddl' : 'public',
    helpLink: documentation,
    ...(local ? { globals: false } : {}),
  };
}
