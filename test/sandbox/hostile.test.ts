import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendSigned, signRequest } from '../fixtures/raw-s3.ts';
import type { RawRequest } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestOptions, TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'besieged-bucket';

let test: TestSandbox;
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 's3-sandbox-test-'));
});

const start = async (options: TestOptions = {}) => {
  test = await startTestSandbox({ buckets: [Bucket], directory: join(root, 'data'), ...options });
};

afterEach(async () => {
  // Whatever was sent, the server goes on.
  expect((await sendSigned(test.sandbox, { target: `/${Bucket}` })).status).toBe(200);
  expect(test.defects).toEqual([]);
  await test.close();
  await rm(root, { recursive: true });
});

const open = () => connect({ port: test.sandbox.port, host: '127.0.0.1', allowHalfOpen: true });

/** What the server says until it ends the connection. */
const untilEnd = (socket: Socket) =>
  new Promise<string>((resolve) => {
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    for (const event of ['end', 'close']) socket.once(event, () => resolve(answer));
  }).finally(() => socket.destroy());

/** The head of a request whose body will not come, or not all of it. */
const headOf = (request: RawRequest, payload = 'UNSIGNED-PAYLOAD') => {
  const { headers = {} } = signRequest(test.sandbox, request, { payload });
  const lines = Object.entries({ ...headers, ...request.headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `${request.method} ${request.target} HTTP/1.1\r\n${lines.join('')}\r\n`;
};
const announced = (length: number) =>
  headOf({ method: 'PUT', target: `/${Bucket}/slow`, headers: { 'content-length': String(length) } });

/** Sends a byte again and again, so that the connection is never idle. */
const drip = (socket: Socket) => {
  const timer = setInterval(() => socket.write('a'), 20);
  socket.once('close', () => clearInterval(timer));
};

describe('a client that takes its time', () => {
  const LONG = { headers: 600, idle: 600, request: 600 };

  it('over its headers is told 408', async () => {
    await start({ patience: { ...LONG, headers: 0.2 } });
    const socket = open();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    drip(socket);
    expect(await untilEnd(socket)).toMatch(/^HTTP\/1.1 408/);
  });

  it('and says nothing at all is left', async () => {
    await start({ patience: { ...LONG, idle: 0.2 } });
    expect(await untilEnd(open())).toBe('');
  });

  it('over its body, with nothing coming, is left, and nothing of it stays', async () => {
    await start({ patience: { ...LONG, idle: 0.2 } });
    const socket = open();
    socket.write(`${announced(100)}the beginning`);
    expect(await untilEnd(socket)).toBe('');
    expect((await test.client.send(new ListObjectsV2Command({ Bucket }))).Contents).toBeUndefined();
  });

  it('over its body, byte by byte, is told 408', async () => {
    await start({ patience: { ...LONG, request: 0.3 } });
    const socket = open();
    socket.write(announced(1_000_000));
    drip(socket);
    expect(await untilEnd(socket)).toMatch(/^HTTP\/1.1 408/);
  });

  it('after its answer is left', async () => {
    await start({ patience: { ...LONG, idle: 0.2 } });
    const socket = open();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await untilEnd(socket)).toMatch(/^HTTP\/1.1 403/);
  });
});

describe('a request that is refused before its content is read', () => {
  const large = (headers: Record<string, string>, payload: string) => {
    const body = `no chunk\r\n${'a'.repeat(3_000_000)}`;
    const request = { method: 'PUT', target: `/${Bucket}/refused`, body, headers };
    return `${headOf(request, payload)}${body}`;
  };

  it.each([
    ['by its first frame', { 'x-amz-decoded-content-length': '7' }, 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'],
    ['by its headers', { 'x-amz-storage-class': 'NONE' }, 'UNSIGNED-PAYLOAD'],
  ])('%s leaves its connection to the next one', async (_name, headers, payload) => {
    await start();
    const socket = open();
    socket.write(large(headers, payload));
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(await untilEnd(socket)).toMatch(/^HTTP\/1.1 400 .*HTTP\/1.1 403 .*AccessDenied/s);
  });

  it('while its client waits to send it closes the connection', async () => {
    await start();
    const socket = open();
    const headers = { 'content-length': '5', 'x-amz-storage-class': 'NONE', expect: '100-continue' };
    socket.write(headOf({ method: 'PUT', target: `/${Bucket}/refused`, headers }));
    expect(await untilEnd(socket)).toMatch(/^HTTP\/1.1 400 .*Connection: close/s);
  });
});

describe('a client that has closed its half of the connection', () => {
  it('still gets its answer', async () => {
    await start();
    const socket = open();
    socket.end('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await untilEnd(socket)).toMatch(/^HTTP\/1.1 403 .*AccessDenied/s);
  });

  it('in the middle of its body does not keep the server waiting', async () => {
    await start();
    const socket = open();
    socket.end(`${announced(100)}the beginning`);
    expect(await untilEnd(socket)).toMatch(/^HTTP\/1.1 400/);
  });
});

describe('a key that looks like a path', () => {
  const KEYS = [
    '../../../../outside',
    '%2e%2e/%2e%2e/outside',
    '..%2f..%2f..%2foutside',
    '..%5coutside',
    '/etc/outside',
    'outside%00.txt',
    '.',
    '..',
    'C%3A%5coutside',
  ];

  it('is a key like any other, and no file has its name', async () => {
    await start();
    for (const key of KEYS) {
      const request = { method: 'PUT', target: `/${Bucket}/${key}`, body: key };
      expect((await sendSigned(test.sandbox, request)).status).toBe(200);
    }
    const list = new ListObjectsV2Command({ Bucket, EncodingType: 'url' });
    const { Contents = [] } = await test.client.send(list);
    const keys = Contents.map(({ Key = '' }) => decodeURIComponent(Key));
    expect(keys.sort()).toEqual(KEYS.map(decodeURIComponent).sort());
    expect(await readdir(root)).toEqual(['data']);
    const files = await readdir(join(root, 'data'), { recursive: true });
    expect(files.filter((name) => /outside|\.\./.test(name))).toEqual([]);
  });

  it.each(['%c0%ae%c0%ae/outside', '%e0%80%af', '%ed%a0%80', '%f5%80%80%80'])(
    'in bytes that are no UTF-8 is refused: %s',
    async (key) => {
      await start();
      const response = await sendSigned(test.sandbox, {
        method: 'PUT',
        target: `/${Bucket}/${key}`,
        body: 'x',
      });
      expect([response.status, response.field('Code')]).toEqual([400, 'InvalidURI']);
    },
  );

  it.each(['/..', '/%2e%2e', '/..%2fup', '/%00'])('%s is no bucket', async (target) => {
    await start();
    const response = await sendSigned(test.sandbox, { method: 'PUT', target });
    expect([response.status, response.field('Code')]).toEqual([400, 'InvalidBucketName']);
    expect(await readdir(root)).toEqual(['data']);
  });
});

describe('a document that is meant to exhaust its reader', () => {
  const laughs = Array.from(
    { length: 30 },
    (_, index) => `<!ENTITY e${index + 1} "&e${index};&e${index};&e${index};">`,
  );

  it.each([
    ['of a billion laughs', `<!DOCTYPE t [<!ENTITY e0 "ha">${laughs.join('')}]><Tagging>&e30;</Tagging>`],
    [
      'with another file in it',
      '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><Tagging>&x;</Tagging>',
    ],
    ['a hundred thousand levels deep', '<a>'.repeat(100_000)],
    ['deep, and closed again', `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`],
    ['with a hundred thousand comments', `<Tagging>${'<!---->'.repeat(100_000)}<x/></Tagging>`],
    ['with comments that do not end', `<Tagging>${'<!--'.repeat(100_000)}`],
    ['with sections that do not end', `<Tagging>${'<![CDATA['.repeat(100_000)}`],
    ['with a hundred thousand attributes', `<Tagging ${'a="b" '.repeat(100_000)}/>`],
    ['of another encoding', Buffer.from('<?xml version="1.0" encoding="UTF-16"?><Tagging/>', 'utf16le')],
  ])('%s is MalformedXML', async (_name, body) => {
    await start();
    const response = await sendSigned(test.sandbox, { method: 'PUT', target: `/${Bucket}?tagging`, body });
    expect([response.status, response.field('Code')]).toEqual([400, 'MalformedXML']);
  });

  it('a policy of endless wildcards is judged at once', async () => {
    await start();
    const Resource = `arn:aws:s3:::${'*s'.repeat(1000)}`;
    const Statement = [{ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource }];
    const body = JSON.stringify({ Version: '2012-10-17', Statement });
    const response = await sendSigned(test.sandbox, { method: 'PUT', target: `/${Bucket}?policy`, body });
    expect([response.status, response.field('Code')]).toEqual([400, 'MalformedPolicy']);
  });
});

describe('aws-chunked content in bad frames', () => {
  const CONTENT = 'content';
  it.each([
    ['without a size', `\r\n${CONTENT}\r\n0\r\n\r\n`, 'InvalidRequest'],
    ['of a size that is no number', `-7\r\n${CONTENT}\r\n0\r\n\r\n`, 'InvalidRequest'],
    ['of a size beyond all bounds', `ffffffffffff\r\n${CONTENT}\r\n0\r\n\r\n`, 'IncompleteBody'],
    ['of a size with too many digits', `${'f'.repeat(40)}\r\n${CONTENT}\r\n0\r\n\r\n`, 'InvalidRequest'],
    ['whose content is longer than its size', `3\r\n${CONTENT}\r\n0\r\n\r\n`, 'IncompleteBody'],
    ['that stop', `7\r\n${CONTENT}`, 'IncompleteBody'],
    ['without the last one', `7\r\n${CONTENT}\r\n`, 'IncompleteBody'],
    ['with a header that does not end', 'a'.repeat(100_000), 'IncompleteBody'],
    ['with a trailer that is none', `7\r\n${CONTENT}\r\n0\r\nnone\r\n\r\n`, 'MalformedTrailerError'],
  ])('%s is refused', async (_name, body, code) => {
    await start();
    const headers = { 'x-amz-decoded-content-length': String(CONTENT.length) };
    const request = { method: 'PUT', target: `/${Bucket}/chunked`, headers, body };
    const response = await sendSigned(test.sandbox, request, {
      payload: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    });
    expect([response.status, response.field('Code')]).toEqual([400, code]);
    expect((await sendSigned(test.sandbox, { target: `/${Bucket}/chunked` })).status).toBe(404);
  });
});
