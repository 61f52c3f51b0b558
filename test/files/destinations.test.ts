import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createGuardedFetch, type GuardedFetchOptions } from '../../src/files/guarded-fetch.ts';
import { simulateNetwork, type SimulatedNetwork } from './network.ts';
import { certificate, serve, stopServers, type TestServer } from './servers.ts';
import { clock, errorOf, fileAt, textOf } from './support.ts';

const PUBLIC = '93.184.216.34';
const URL_OF_FILE = 'https://files.example.test/report.csv';

let server: TestServer;
let network: SimulatedNetwork;

beforeEach(async () => {
  server = await serve((_, response) => response.end('public bytes'), { tls: true });
  network = simulateNetwork({ [PUBLIC]: server.port });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  network.restore();
  await stopServers();
});

/** A DNS that gives one answer after the other, and the last one ever after. */
function answers(...addresses: string[][]) {
  const asked: string[] = [];
  const lookup = async (hostname: string) => {
    const answer = addresses[Math.min(asked.length, addresses.length - 1)] ?? [];
    asked.push(hostname);
    return answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  return { asked, lookup };
}

const fetchWith = (options: GuardedFetchOptions) =>
  createGuardedFetch({ clock, certificateAuthorities: certificate, ...options });

test('a public https address is read, its certificate verified for the name', async () => {
  const { lookup } = answers([PUBLIC]);
  expect(await textOf((await fetchWith({ lookup })(fileAt(URL_OF_FILE))).stream)).toBe('public bytes');
  expect(server.requests[0]?.headers.host).toBe('files.example.test');

  const wrongName = await errorOf(fetchWith({ lookup })(fileAt('https://wrong.example.test/')));
  expect(wrongName.code).toBe('file_unreadable');
  expect(wrongName.message).toContain('certificate');
});

test('an untrusted certificate is refused whatever the environment says', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  // Node warns of the variable as soon as it reads it.
  vi.spyOn(process, 'emitWarning').mockReturnValue();
  const open = createGuardedFetch({ clock, lookup: answers([PUBLIC]).lookup });
  expect((await errorOf(open(fileAt(URL_OF_FILE)))).message).toContain('certificate');
  expect(server.requests).toHaveLength(0);
});

test('the connection goes to the address that was checked, whatever the DNS says next', async () => {
  const { asked, lookup } = answers([PUBLIC], ['127.0.0.1']);
  await (await fetchWith({ lookup })(fileAt(URL_OF_FILE))).stream.toArray();
  expect(asked).toEqual(['files.example.test']);
  expect(network.attempts).toEqual([`${PUBLIC}:443`]);

  const error = await errorOf(fetchWith({ lookup })(fileAt(URL_OF_FILE)));
  expect(error.code).toBe('file_url_refused');
  expect(network.attempts).toHaveLength(1);
});

test('a name with one private address among public ones is refused', async () => {
  const { lookup } = answers([PUBLIC, '10.0.0.1']);
  expect(await errorOf(fetchWith({ lookup })(fileAt(URL_OF_FILE)))).toMatchObject({
    code: 'file_url_refused',
  });
  expect(network.attempts).toEqual([]);
});

test('a name is looked up and checked again on every redirect', async () => {
  const redirecting = await serve(
    (_, response) => response.writeHead(302, { location: 'https://other.example.test/' }).end(),
    { tls: true },
  );
  network.restore();
  network = simulateNetwork({ [PUBLIC]: redirecting.port });
  const { asked, lookup } = answers([PUBLIC], ['fd00:ec2::254']);
  expect(await errorOf(fetchWith({ lookup })(fileAt(URL_OF_FILE)))).toMatchObject({
    code: 'file_url_refused',
  });
  expect(asked).toEqual(['files.example.test', 'other.example.test']);
  expect(network.attempts).toEqual([`${PUBLIC}:443`]);
});

test('a redirect from https to http is refused, even to an allowed origin', async () => {
  const plain = await serve((_, response) => response.end('plain'));
  const redirecting = await serve(
    (_, response) => response.writeHead(302, { location: plain.origin }).end(),
    {
      tls: true,
    },
  );
  network.restore();
  network = simulateNetwork({ [PUBLIC]: redirecting.port, '127.0.0.1': plain.port });
  const open = fetchWith({ lookup: answers([PUBLIC]).lookup, allowedOrigins: [plain.origin] });
  const error = await errorOf(open(fileAt(URL_OF_FILE)));
  expect(error.code).toBe('file_url_refused');
  expect(error.message).toContain('from https to http');
  expect(plain.requests).toHaveLength(0);
});

test.each([
  ['http://files.example.test/', 'only https'],
  ['https://user@files.example.test/', 'user name'],
  ['https://:password@files.example.test/', 'password'],
  ['file:///etc/passwd', 'scheme is file'],
  ['ftp://files.example.test/', 'scheme is ftp'],
  ['report.csv', 'not a URL'],
  ['', 'not a URL'],
])('%s is refused before any network', async (url, reason) => {
  const { asked, lookup } = answers([PUBLIC]);
  const error = await errorOf(fetchWith({ lookup })(fileAt(url)));
  expect(error).toMatchObject({ code: 'file_url_refused', category: 'input' });
  expect(error.message).toContain(reason);
  expect(asked).toEqual([]);
});

test.each([
  ['getaddrinfo ENOTFOUND', () => Promise.reject(new Error('getaddrinfo ENOTFOUND files.example.test'))],
  ['no address', answers([]).lookup],
])('a name that the DNS does not know is unreadable: %s', async (reason, lookup) => {
  const error = await errorOf(fetchWith({ lookup })(fileAt(URL_OF_FILE)));
  expect(error).toMatchObject({ code: 'file_unreadable', retryable: true });
  expect(error.message).toContain(reason);
});
