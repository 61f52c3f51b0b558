import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const local = (file: string) => new URL(file, import.meta.url);
const json = (file: string) => JSON.parse(readFileSync(local(file), 'utf8'));
const table = readFileSync(local('../../docs/hosts.md'), 'utf8');
/** The versions that the table names, each after its package. */
const named = [...table.matchAll(/`(@?[a-z][\w./-]*)` (\d+\.\d+\.\d+)/g)].map(
  ([, name = '', version = '']) => [name, version] as const,
);

/** What lockfiles say of a package at the top of `node_modules`: this repository's, and those of the hosts' tests. */
function lockedVersions(name: string): string[] {
  const hosts = readdirSync(local('.'), { recursive: true, encoding: 'utf8' });
  const locks = hosts.filter((file) => file.endsWith('package-lock.json'));
  return ['../../package-lock.json', ...locks].flatMap(
    (file) => json(file).packages[`node_modules/${name}`]?.version ?? [],
  );
}

test.each(named)('the table of the hosts has the version of %s that is tested: %s', (name, version) => {
  expect(lockedVersions(name)).toContain(version);
});

test('the table has a row and a guide for each host', () => {
  const hosts = readdirSync(local('../../hosts')).filter((name) => name !== 'shared');
  const guides = [...table.matchAll(/^\| \[[^\]]+\]\(\.\.\/hosts\/([\w-]+)\/README\.md\)/gm)].map(
    ([, host]) => host,
  );
  expect(guides).toEqual(hosts.sort());
  expect(named.length).toBeGreaterThanOrEqual(hosts.length);
});
