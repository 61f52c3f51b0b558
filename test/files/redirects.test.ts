import type { RequestListener } from 'node:http';

import { afterEach, expect, test } from 'vitest';

import { createGuardedFetch } from '../../src/files/guarded-fetch.ts';
import { serve, stopServers } from './servers.ts';
import { clock, errorOf, fileAt, textOf } from './support.ts';

afterEach(stopServers);

const redirectTo =
  (location: string, status = 302): RequestListener =>
  (_, response) =>
    response.writeHead(status, { location }).end('moved');

/** Counts down: /3 redirects to /2, and so on; /0 is the file. */
const countdown: RequestListener = (request, response) => {
  const left = Number(request.url?.slice(1));
  if (left === 0) response.end('arrived');
  else response.writeHead(307, { location: `/${left - 1}` }).end();
};

test.each([301, 302, 303, 307, 308])('follows a redirect with %i', async (status) => {
  const target = await serve((_, response) => response.end('arrived'));
  const server = await serve(redirectTo(target.origin, status));
  const open = createGuardedFetch({ clock, allowedOrigins: [server.origin, target.origin] });
  expect(await textOf((await open(fileAt(server.origin))).stream)).toBe('arrived');
});

test('follows five redirects and no sixth', async () => {
  const server = await serve(countdown);
  const open = createGuardedFetch({ clock, allowedOrigins: [server.origin] });
  expect(await textOf((await open(fileAt(`${server.origin}/5`))).stream)).toBe('arrived');
  const error = await errorOf(open(fileAt(`${server.origin}/6`)));
  expect(error.code).toBe('file_unreadable');
  expect(error.message).toContain('more than 5 times');
});

test('a redirect without a destination is an answer like any other', async () => {
  const server = await serve((_, response) => response.writeHead(302).end());
  const open = createGuardedFetch({ clock, allowedOrigins: [server.origin] });
  expect(await errorOf(open(fileAt(server.origin)))).toMatchObject({ code: 'file_unreadable', status: 302 });
});

test.each([
  ['http://10.0.0.1/', 'http'],
  ['https://10.0.0.1/', 'public'],
  ['https://2130706433/', 'public'],
  ['https://[::ffff:169.254.169.254]/latest/meta-data', 'public'],
  ['https://internal.example.test/', 'public'],
  ['https://me:secret@files.example.test/', 'password'],
  ['//127.0.0.1:1/', 'http'],
  ['file:///etc/passwd', 'file'],
  ['data:text/plain,hello', 'data'],
  ['http://[', 'not a URL'],
])('a redirect to %s is refused', async (location, reason) => {
  const server = await serve(redirectTo(location));
  const lookup = async () => [{ address: '192.168.0.7', family: 4 }];
  const open = createGuardedFetch({ clock, lookup, allowedOrigins: [server.origin] });
  const error = await errorOf(open(fileAt(server.origin)));
  expect(error.code).toBe('file_url_refused');
  expect(error.message).toContain(reason);
  expect(error.message).not.toContain('secret');
});
