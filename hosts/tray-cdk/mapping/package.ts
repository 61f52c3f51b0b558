import type { Manifest } from '../../../connector/index.ts';

/** The release of Tray's kit that the connector is made for and tested with. */
const KIT = '4.65.0';

/** What Tray's command line packs beside the sources. */
export function packageFiles(manifest: Manifest): [path: string, content: string][] {
  return [
    ['connector.json', json(connectorOf(manifest))],
    ['package.json', json(packageOf(manifest))],
    ['tsconfig.json', json(COMPILER)],
    ['jest.config.js', "module.exports = { preset: 'ts-jest', testPathIgnorePatterns: ['/dist/'] };\n"],
  ];
}

const connectorOf = ({ name, version, title, description }: Manifest) => ({
  name,
  version: version.split('.').slice(0, 2).join('.'),
  title,
  description,
  service: { name, version: '1' },
  tags: ['service'],
  isTrigger: false,
  // Tray's raw request can only add fixed headers, and S3 wants a signature of each request.
  rawHttp: { enabled: false },
});

const packageOf = ({ name, version, description }: Manifest) => ({
  name,
  version,
  description,
  license: 'MIT',
  private: true,
  type: 'commonjs',
  engines: { node: '>=20.19.0' },
  dependencies: { '@trayio/cdk-dsl': KIT, '@trayio/cdk-runtime': KIT },
  devDependencies: { '@types/node': '^20.19.0', typescript: '5.1.6', 'typescript-cp': '0.1.8' },
  scripts: { compile: 'tsc --build && tscp' },
});

const COMPILER = {
  compilerOptions: {
    target: 'ES2022',
    module: 'CommonJS',
    moduleResolution: 'Node',
    strict: true,
    esModuleInterop: true,
    skipLibCheck: true,
    rootDir: './src',
    outDir: './dist',
  },
  include: ['src'],
};

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
