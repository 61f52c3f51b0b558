import { describe, expect, test } from 'vitest';
import { filesUnder, importsOf, type Import } from './imports.ts';

/** What the files under a folder import that no pattern admits, as `file -> import`. */
function trespasses(
  folder: string,
  admitted: RegExp[],
  filter: (found: Import) => boolean = () => true,
): string[] {
  const files = filesUnder(folder, '.ts');
  expect(files.length).toBeGreaterThan(0);
  return files
    .flatMap(importsOf)
    .filter(filter)
    .filter(({ to }) => !admitted.some((pattern) => pattern.test(to)))
    .map(({ from, to }) => `${from} -> ${to}`);
}

const PACKAGE = /^(?![.]|(src|connector|sandbox|hosts|cli|playground|schemas|scripts|test|bench)\/)/;
const PACKAGE_BUT_AWS = new RegExp(`${PACKAGE.source}(?!@aws-sdk/|@smithy/)`);

describe('every import points down', () => {
  test('the runtime imports nothing above it, and no AWS SDK', () => {
    expect(trespasses('src', [/^src\//, PACKAGE_BUT_AWS])).toEqual([]);
  });

  test('the connector imports the runtime by its public face, and its schemas', () => {
    const face = [/^src\/(permissions\/)?index\.ts$/, /^connector\//, /^schemas\//, PACKAGE];
    expect(trespasses('connector', face)).toEqual([]);
  });

  test('an operation imports the runtime, what operations share, and its own folder', () => {
    const files = filesUnder('connector/operations', '.ts').filter((file) => file.split('/').length > 3);
    const strangers = files.flatMap(importsOf).filter(({ from, to }) => {
      const own = from.split('/').slice(0, 3).join('/');
      const shared = /^(src\/index\.ts|connector\/define\.ts|connector\/regions\.ts|connector\/shared\/.*)$/;
      return !to.startsWith(`${own}/`) && !shared.test(to) && !to.startsWith('node:');
    });
    expect(strangers.filter(({ to, kind }) => !(kind === 'type' && to.startsWith('@aws-sdk/')))).toEqual([]);
  });

  test('a host imports the connector by its public face, and what hosts share', () => {
    const hosts = filesUnder('hosts', '.ts').flatMap(importsOf);
    const strangers = hosts.filter(({ from, to }) => {
      const own = from.split('/').slice(0, 2).join('/');
      const below = /^(connector\/index\.ts$|hosts\/shared\/)/;
      return !to.startsWith(`${own}/`) && !below.test(to) && !PACKAGE_BUT_AWS.test(to);
    });
    expect(strangers).toEqual([]);
  });

  test('the sandbox knows neither the connector nor the AWS SDK', () => {
    expect(trespasses('sandbox', [/^sandbox\//, /^src\/permissions\//, PACKAGE])).toEqual([]);
    expect(trespasses('sandbox', [/^(?!@aws-sdk\/(?!checksums))/], ({ kind }) => kind !== 'type')).toEqual(
      [],
    );
  });

  test('the command line and the playground import what is below them, not each other', () => {
    const below = [/^(src|connector|sandbox|hosts|schemas)\//, /^package\.json$/, PACKAGE];
    expect(trespasses('cli', [/^cli\//, /^playground\/(server|main)\.ts$/, ...below])).toEqual([]);
    expect(trespasses('playground', [/^playground\//, ...below])).toEqual([]);
  });

  test('only clients, credentials and uploads use the AWS SDK, and load it when they need it', () => {
    const sdk = (file: Import) => /^@(aws-sdk|smithy)\//.test(file.to) && file.kind !== 'type';
    const users = filesUnder('connector', '.ts').flatMap(importsOf).filter(sdk);
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter(({ kind }) => kind !== 'lazy')).toEqual([]);
    const names = ['clients', 'client', 'credentials', 'upload'];
    const places = new Set(names.map((name) => `connector/${name}.ts`));
    expect(users.filter(({ from }) => !places.has(from))).toEqual([]);
  });
});
