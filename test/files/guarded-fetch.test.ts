import { afterEach, expect, test, vi } from 'vitest';

import { createGuardedFetch } from '../../src/files/guarded-fetch.ts';
import { serve, stopServers } from './servers.ts';
import { clock, errorOf, fileAt, NOW, textOf } from './support.ts';

afterEach(async () => {
  vi.unstubAllEnvs();
  await stopServers();
});

/** A fetch that may read from these local origins. */
const fetchFrom = (...allowedOrigins: string[]) => createGuardedFetch({ clock, allowedOrigins });

test('gives the bytes, the size and the type of a file', async () => {
  const server = await serve((_, response) =>
    response.setHeader('Content-Type', 'text/csv').end('a,b\n1,2\n'),
  );
  const server2 = await serve((_, response) => {
    response.write('unknown ');
    response.end('length');
  });
  const open = fetchFrom(server.origin, server2.origin);

  const file = await open(fileAt(`${server.origin}/a`));
  expect(file).toMatchObject({ size: 8, mime_type: 'text/csv' });
  expect(await textOf(file.stream)).toBe('a,b\n1,2\n');

  const chunked = await open(fileAt(`${server2.origin}/b`));
  expect(chunked.size).toBeUndefined();
  expect(await textOf(chunked.stream)).toBe('unknown length');
});

test('asks for the bytes as they are stored, and passes them on as they come', async () => {
  const server = await serve((_, response) =>
    response.setHeader('Content-Encoding', 'gzip').end('not unpacked'),
  );
  const { stream } = await fetchFrom(server.origin)(fileAt(server.origin));
  expect(await textOf(stream)).toBe('not unpacked');
  expect(server.requests[0]?.headers).toMatchObject({ 'accept-encoding': 'identity' });
  expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
});

test('an origin can be allowed for one file only', async () => {
  const server = await serve((_, response) => response.end('here'));
  const open = createGuardedFetch({ clock });
  const { stream } = await open(fileAt(server.origin), { allowedOrigins: [server.origin] });
  expect(await textOf(stream)).toBe('here');
  expect(await errorOf(open(fileAt(server.origin)))).toMatchObject({ code: 'file_url_refused' });
  expect(server.requests).toHaveLength(1);
});

test.each(['127.0.0.1:9000', 'ftp://127.0.0.1', 'http://127.0.0.1:9000/bucket', 'http://me@127.0.0.1'])(
  'an allowed origin must be an origin and no more: %s',
  (origin) => expect(() => createGuardedFetch({ allowedOrigins: [origin] })).toThrow('is not an origin'),
);

test('an expired file is not asked for', async () => {
  const server = await serve((_, response) => response.end());
  const expires = NOW.getTime() / 1000;
  const error = await errorOf(fetchFrom(server.origin)(fileAt(server.origin, { expires })));
  expect(error).toMatchObject({ code: 'file_expired', category: 'input' });
  expect(error.message).toContain('2026-03-01T12:00:00.000Z');
  expect(server.requests).toHaveLength(0);
});

test.each([
  [403, false],
  [404, false],
  [410, false],
  [204, false],
  [206, false],
  [429, true],
  [503, true],
])('an answer of %i is told with its status and with nothing secret', async (status, retryable) => {
  const server = await serve((_, response) =>
    response.writeHead(status).end(status === 204 ? '' : 'hush-body'),
  );
  const error = await errorOf(fetchFrom(server.origin)(fileAt(`${server.origin}/hush-path?key=hush-query`)));
  expect(error).toMatchObject({ code: 'file_unreadable', status, retryable });
  expect(JSON.stringify(error) + error.stack + JSON.stringify(error.cause ?? '')).not.toContain('hush');
});

test('a host that refuses the connection is told, without the address', async () => {
  const { origin } = await serve(() => {});
  await stopServers();
  const error = await errorOf(fetchFrom(origin)(fileAt(`${origin}/hush-path?key=hush-query`)));
  expect(error).toMatchObject({ code: 'file_unreadable', retryable: true });
  expect(error.message).toContain('ECONNREFUSED');
  expect(JSON.stringify(error) + error.stack + JSON.stringify(error.cause)).not.toContain('hush');
});

test('a file over the limit is refused, by its announced size or at the first byte too many', async () => {
  const announced = await serve((_, response) => response.end('123456'));
  const streamed = await serve((_, response) => {
    response.write('12345');
    response.end('6');
  });
  const allowedOrigins = [announced.origin, streamed.origin];
  const open = createGuardedFetch({ clock, allowedOrigins, maximumBytes: 5 });
  expect(await errorOf(open(fileAt(announced.origin)))).toMatchObject({ code: 'file_too_large' });
  const { stream } = await open(fileAt(streamed.origin));
  expect(await errorOf(textOf(stream))).toMatchObject({ code: 'file_too_large' });

  const wider = createGuardedFetch({ clock, allowedOrigins, maximumBytes: 6 });
  expect(await textOf((await wider(fileAt(announced.origin))).stream)).toBe('123456');
  expect(await textOf((await wider(fileAt(streamed.origin))).stream)).toBe('123456');
});

test('proxies of the environment are not used', async () => {
  const proxy = await serve((_, response) => response.end('from the proxy'));
  const server = await serve((_, response) => response.end('from the server'));
  const names = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'all_proxy'];
  for (const name of names) vi.stubEnv(name, proxy.origin);
  expect(await textOf((await fetchFrom(server.origin)(fileAt(server.origin))).stream)).toBe(
    'from the server',
  );
});
