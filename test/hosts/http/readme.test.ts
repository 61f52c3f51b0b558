import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { httpErrors } from '../../../hosts/http/index.ts';
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
  expect(routes).toHaveLength(18);
});

it('every error of the host says what happened and how to mend it, in sentences', () => {
  for (const { message, fix } of Object.values(httpErrors)) {
    expect(message).toMatch(/^[A-Z{].*[.}]$/);
    expect(fix).toMatch(/^[A-Z].*\.$/);
  }
});
