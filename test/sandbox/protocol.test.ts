import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../sandbox/routes.ts';
import { sendRaw, sendSigned } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'protocol-bucket';

let test: TestSandbox;

beforeAll(async () => {
  test = await startTestSandbox({ buckets: [Bucket] });
  await sendSigned(test.sandbox, { method: 'PUT', target: `/${Bucket}/key`, body: 'content' });
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

describe('an error', () => {
  it("is a document with S3's elements, and has S3's headers", async () => {
    const response = await sendSigned(test.sandbox, { target: `/${Bucket}/missing%20key` });
    expect(response.headers).toMatchObject({ 'content-type': 'application/xml', server: 'AmazonS3' });
    expect(response.text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>NoSuchKey<\/Code><Message>The specified key does not exist.<\/Message><Key>missing key<\/Key><Resource>\/protocol-bucket\/missing%20key<\/Resource><RequestId>\w{16}<\/RequestId><HostId>[^<]+<\/HostId><\/Error>$/,
    );
    expect(response.field('RequestId')).toBe(response.headers['x-amz-request-id']);
    expect(response.field('HostId')).toBe(response.headers['x-amz-id-2']);
  });

  it('has no body in answer to HEAD', async () => {
    const response = await sendSigned(test.sandbox, { method: 'HEAD', target: `/${Bucket}/missing` });
    expect(response).toMatchObject({ status: 404, text: '' });
    expect(response.headers['content-type']).toBeUndefined();
  });

  it('escapes what it repeats', async () => {
    const response = await sendSigned(test.sandbox, { target: `/${Bucket}/%3Cb%3E%26` });
    expect(response.field('Key')).toBe('&lt;b&gt;&amp;');
  });
});

describe('what the server does not have', () => {
  const missing = ROUTES.filter((route) => route.handler === undefined);

  it.each(missing.map((route) => [route.name, route] as const))(
    '%s is 501, never something else',
    async (_name, route) => {
      const target = route.level === 'bucket' ? `/${Bucket}` : `/${Bucket}/key`;
      const response = await sendSigned(test.sandbox, {
        method: route.method,
        target: `${target}?${route.query.join('&')}`,
      });
      expect(response.status).toBe(501);
      expect(response.field('Code')).toBe('NotImplemented');
    },
  );

  it.each([
    ['PUT', `/${Bucket}/key?torrent`],
    ['GET', `/${Bucket}/key?policy`],
    ['DELETE', `/${Bucket}/key?acl`],
    ['POST', `/${Bucket}/key`],
  ])('%s %s is 501', async (method, target) => {
    expect((await sendSigned(test.sandbox, { method, target })).status).toBe(501);
    expect((await sendSigned(test.sandbox, { target: `/${Bucket}/key` })).text).toBe('content');
  });

  it('PATCH is 405', async () => {
    const response = await sendSigned(test.sandbox, { method: 'PATCH', target: `/${Bucket}/key` });
    expect([response.status, response.field('Code')]).toEqual([405, 'MethodNotAllowed']);
  });

  it('ignores a parameter that means nothing', async () => {
    expect((await sendSigned(test.sandbox, { target: `/${Bucket}/key?x-id=GetObject&hello=1` })).text).toBe(
      'content',
    );
  });
});

describe('a header that the answer would carry', () => {
  it('cannot be smuggled in', async () => {
    const target = `/${Bucket}/key?response-content-type=a%0D%0Ax-evil%3A%201`;
    expect((await sendSigned(test.sandbox, { target })).field('Code')).toBe('InvalidArgument');
  });
});

describe('a document', () => {
  const send = (body: string, query = 'tagging') =>
    sendSigned(test.sandbox, { method: 'PUT', target: `/${Bucket}/key?${query}`, body });
  const tagged = (value: string) =>
    `<Tagging><TagSet><Tag><Key>a</Key><Value>${value}</Value></Tag></TagSet></Tagging>`;

  it.each([
    ['that is no XML', 'hello'],
    ['that is cut off', tagged('v').slice(0, -5)],
    ['of another kind', '<Other/>'],
    ['without what it needs', '<Tagging/>'],
    ['with a document type', `<!DOCTYPE Tagging>${tagged('v')}`],
    ['with entities of its own', `<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${tagged('&b;')}`],
    ['with an entity that nobody defined', tagged('&b;')],
    ['with a character beyond Unicode', tagged('&#x110000;')],
  ])('%s is MalformedXML', async (_name, body) => {
    const response = await send(body);
    expect(response.status).toBe(400);
    expect(response.field('Code')).toBe('MalformedXML');
  });

  it('may use the predefined entities and character references', async () => {
    expect((await send(tagged('a&#43;b&#x2B;'))).status).toBe(200);
    expect((await sendSigned(test.sandbox, { target: `/${Bucket}/key?tagging` })).field('Value')).toBe(
      'a+b+',
    );
  });

  it('must be there', async () => {
    expect((await send('')).field('Code')).toBe('MissingRequestBodyError');
  });

  it('may not be endless', async () => {
    expect((await send(tagged('v'.repeat(5_000_000)))).field('Code')).toBe('MaxMessageLengthExceeded');
  });
});

describe('a target', () => {
  it.each(['/%zz/key', `/${Bucket}/%ff%fe`, `/${Bucket}/key?prefix=%E0%A4`])(
    '%s is InvalidURI',
    async (target) => {
      const response = await sendRaw(test.sandbox, { target });
      expect(response.status).toBe(400);
      expect(response.field('Code')).toBe('InvalidURI');
    },
  );

  it('may be a whole URL, as through a proxy', async () => {
    const response = await sendRaw(test.sandbox, {
      target: `http://127.0.0.1:${test.sandbox.port}/${Bucket}/key`,
    });
    expect(response.field('Code')).toBe('AccessDenied');
  });
});

describe('the server', () => {
  /** Writes bytes to a fresh connection and returns what comes back until it is closed. */
  const speak = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      let answer = '';
      const socket = connect(test.sandbox.port, '127.0.0.1', () => socket.end(bytes));
      socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
      socket.on('error', reject);
      socket.on('close', () => resolve(answer));
    });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1.1 400/],
    [
      // Over the limit of 16 KiB, and read at one go: what is left unread when the server closes would reset the answer.
      'an oversized header',
      `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`,
      /^HTTP\/1.1 431/,
    ],
    [
      'two lengths',
      'PUT /b/k HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      /^HTTP\/1.1 400/,
    ],
    [
      'bad chunks',
      'PUT /b/k HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      /^HTTP\/1.1 4/,
    ],
    [
      'an upload that breaks off',
      `PUT /${Bucket}/k HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab`,
      /^HTTP\/1.1 403/,
    ],
  ])('survives %s', async (_name, bytes, answer) => {
    expect(await speak(bytes)).toMatch(answer);
    expect((await sendSigned(test.sandbox, { target: `/${Bucket}/key` })).text).toBe('content');
  });

  it('listens on the loopback address only', () => {
    expect(test.sandbox.endpoint).toBe(`http://127.0.0.1:${test.sandbox.port}`);
  });
});
