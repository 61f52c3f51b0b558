import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import document from '../../../docs/openapi.gen.json' with { type: 'json' };
import schema from '../../../hosts/http/config/config.schema.json' with { type: 'json' };
import { httpErrors, optionsOf, readConfig } from '../../../hosts/http/index.ts';
import { runGuide } from '../../fixtures/guide.ts';
import { serveHost, type Served } from './support.ts';

let served: Served;
beforeAll(async () => {
  served = await serveHost();
});
afterAll(() => served.close());

const readme = readFileSync(new URL('../../../hosts/http/README.md', import.meta.url), 'utf8');
const routes = [...readme.matchAll(/^\| `(GET|POST|PUT|DELETE) (\/\S+)`/gm)].map(
  ([, method = '', path = '']) => ({
    method,
    path,
  }),
);

it.each(routes)('the README names a route that is there: $method $path', async ({ method, path }) => {
  const address = path.replace(':name', 'put_object_text').replace(':id', 'nothing');
  const answer = await served.call(address, { method });
  expect(['route_unknown', 'method_refused']).not.toContain(answer.json?.error?.code);
});

it('the README names all of the routes', () => {
  const documented = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => key !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  const other = documented.filter((route) => !/^POST \/api\/operations\/\w+\/run$/.test(route));
  const told = routes.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  expect(told.filter((route) => !route.endsWith('/:name/run')).sort()).toEqual(other.sort());
});

/** A section's blocks that show what its commands print. */
function printedIn(heading: string): string {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/```(?:json|text)\n([^]*?)```/g)].map(([, block = '']) => block).join('');
}

/** What is another one each time, made the same. */
const settled = (printed: string) =>
  printed
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/"last_modified":"[^"]*"/g, '"last_modified":"THEN"')
    .replace(/\/files\/[0-9a-f]{32}\//g, '/files/ID/')
    .replace(/expires=\d+&signature=[\w-]+/g, 'SIGNED')
    .replace(/"expires":\d+/g, '"expires":0')
    .replace(/"request_id":"\w+"/g, '"request_id":"ID"')
    .split('\n')
    .filter((line) => line !== '');

it.each([
  // What these two make is there: others of the tests need it at the same time.
  ['From nothing to a run', [['npm install\nnpm run build\n', '']] as const],
  ['In a program of your own', []],
])('the commands of "%s" print what the README says', async (heading, replacements) => {
  const printed = await runGuide('hosts/http/README.md', heading, replacements);
  expect(settled(printed)).toEqual(settled(printedIn(heading)));
});

it('the configuration in the README is one', () => {
  const [, json = ''] = /## Configuration[^]*?```json\n([^]*?)```/.exec(readme) ?? [];
  const environment = {
    TOKEN_OF_THE_SHOP: 'token-of-the-shop-0123',
    MEDIA_ACCESS_KEY: 'AKIAMEDIA00000000001',
    MEDIA_SECRET_KEY: 'q9Zw+Secret/Of/The/Connection/00001',
  };
  const config = readConfig(JSON.parse(json), { environment, readFile: () => 'token-of-the-file-0123' });
  expect(optionsOf(config).token).toHaveLength(2);
});

it('the README tells every member of the configuration, and every limit', () => {
  const rows = new Set([...readme.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name));
  const members = Object.keys(schema.properties).filter((name) => !['$schema', 'limits'].includes(name));
  for (const name of [...members, ...Object.keys(schema.$defs.limits.properties)])
    expect(rows).toContain(name);
});

it('every error of the host says what happened and how to mend it, in sentences', () => {
  for (const { message, fix } of Object.values(httpErrors)) {
    expect(message).toMatch(/^[A-Z{].*[.}]$/);
    expect(fix).toMatch(/^[A-Z].*\.$/);
  }
});
