import type { Manifest } from '../../../connector/index.ts';

/** The release that installs as it is; 1.39.1 needs a threadneedle that npm does not have. */
const FALAFEL = '1.38.1';

export function packageFiles(
  { name, version, description }: Manifest,
  allowedEndpoints: readonly string[],
): [path: string, content: string][] {
  const manifest = {
    name,
    version,
    description,
    license: 'MIT',
    private: true,
    type: 'commonjs',
    main: 'main.js',
    engines: { node: '>=20.19.0' },
    dependencies: { '@trayio/falafel': FALAFEL },
  };
  return [
    ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['main.js', MAIN],
    ['run.js', runSource(allowedEndpoints)],
  ];
}

const MAIN = `const Falafel = require('@trayio/falafel');

exports.handler = new Falafel().wrap({ directory: __dirname });
`;

const runSource = (
  allowedEndpoints: readonly string[],
) => `const { createRunner } = require('./core/index.js');

module.exports = createRunner({ allowedEndpoints: ${JSON.stringify(allowedEndpoints)} });
`;
