import type { Manifest } from '../../../connector/index.ts';
import { mapManifest, NODE_SET } from '../mapping/map-manifest.ts';
import { catalogueOf } from './catalogue.ts';
import { editorPage } from './editor.ts';
import { helpOf } from './help.ts';
import { LANGUAGES } from './texts.ts';

export { EDITOR_SCRIPTS } from './editor.ts';

/** What of the package does not follow from the manifest. */
export interface PackageOptions {
  /** Those of the connector. */
  dependencies: Readonly<Record<string, string>>;
  node: string;
  /** The texts of `EDITOR_SCRIPTS`. */
  scripts: readonly string[];
}

/** Everything generated of the npm package, by path; the connector itself is put beside it under `lib/`. */
export function packageFiles(manifest: Manifest, options: PackageOptions): Record<string, string> {
  const { format: definitions, losses } = mapManifest(manifest);
  const [, ...others] = LANGUAGES;
  const locales = LANGUAGES.map((language) => [
    `nodes/locales/${language.id}/${NODE_SET}.json`,
    json(catalogueOf(definitions, language)),
  ]);
  const help = others.map((language) => [
    `nodes/locales/${language.id}/${NODE_SET}.html`,
    helpOf(definitions.nodes, language),
  ]);
  return {
    'package.json': json(packageJson(manifest, options)),
    'lib/package.json': json({ type: 'module' }),
    [`nodes/${NODE_SET}.js`]: LOADER,
    [`nodes/${NODE_SET}.html`]: editorPage(definitions, options.scripts),
    'losses.json': json(losses),
    ...(Object.fromEntries([...locales, ...help]) as Record<string, string>),
  };
}

/** Node-RED requires CommonJS and waits for what it returns. */
const LOADER = `'use strict';
module.exports = async (RED) => {
  const { register } = await import('../lib/hosts/node-red/index.js');
  register(RED);
};
`;

const packageJson = ({ version, title, description }: Manifest, options: PackageOptions): object => ({
  name: 'node-red-contrib-aws-s3-connector',
  version,
  description: `${title} for Node-RED. ${description}`,
  keywords: ['node-red', 'aws', 's3'],
  license: 'MIT',
  engines: { node: options.node },
  dependencies: options.dependencies,
  'node-red': { version: '>=4.0.0', nodes: { [NODE_SET]: `nodes/${NODE_SET}.js` } },
});

const json = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;
