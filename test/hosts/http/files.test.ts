import { readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serveHost, type Served } from './support.ts';

const LIMIT = 1000;
let now = new Date();
let served: Served;
beforeAll(async () => {
  served = await serveHost({
    limits: { fileBytes: LIMIT, fileSeconds: 60 },
    connector: { clock: () => now },
  });
});
afterAll(() => served.close());
afterEach(() => {
  now = new Date();
});

const upload = (body: RequestInit['body'], query: Record<string, string> = {}) =>
  served.call(`/api/files?${new URLSearchParams(query)}`, {
    method: 'POST',
    body,
    duplex: 'half',
  } as RequestInit);
/** Without the token: the link is the permission. */
const download = (url: string, options?: RequestInit) => fetch(url, options);

describe('an upload', () => {
  it('becomes a file object, whose link gives the bytes back', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const answer = await upload(bytes, { name: 'größe 1.bin', mime_type: 'image/png' });
    expect(answer.status).toBe(201);
    const { url, ...file } = answer.json;
    expect(file).toEqual({ name: 'größe 1.bin', mime_type: 'image/png', expires: expect.any(Number) });
    const back = await download(url);
    expect(new Uint8Array(await back.arrayBuffer())).toEqual(bytes);
    expect(back.headers.get('content-type')).toBe('image/png');
  });

  it('may be empty', async () => {
    const back = await download((await upload('')).json.url);
    expect([back.status, await back.text()]).toEqual([200, '']);
  });

  const stored = async () => (await readdir(served.directory)).sort();
  it('is as large as allowed, and not larger: announced or not, it leaves nothing behind', async () => {
    expect((await upload('x'.repeat(LIMIT))).status).toBe(201);
    const before = await stored();
    const streamed = new Blob(['x'.repeat(LIMIT), 'x']).stream();
    for (const body of ['x'.repeat(LIMIT + 1), streamed]) {
      const answer = await upload(body);
      expect(answer.json.error).toMatchObject({ code: 'file_too_large', category: 'input' });
      expect(answer.status).toBe(413);
    }
    expect(await stored()).toEqual(before);
  });

  it('that breaks off leaves nothing behind', async () => {
    const before = await stored();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('half')),
      pull: (controller) => controller.error(new Error('the disk of the client is gone')),
    });
    await expect(upload(body)).rejects.toThrow();
    await expect.poll(stored).toEqual(before);
  });

  it.each(['nonsense', 'text/html\r\nX-Evil: 1', 'text/häßlich', 'a/b;\n'])(
    'has a MIME type, not %j',
    async (mime_type) => {
      const answer = await upload('x', { mime_type });
      expect(answer.status).toBe(400);
      expect(answer.json.error.code).toBe('request_malformed');
    },
  );
});

describe('a link', () => {
  const link = async (name = 'a.txt') =>
    (await upload('0123456789', { name, mime_type: 'text/plain' })).json.url;

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=0-1,5-6', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
    ['nonsense', 200, '0123456789', null],
  ])('gives %s', async (range, status, text, contentRange) => {
    const answer = await download(await link(), { headers: { Range: range } });
    expect(await answer.text()).toBe(text);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-range')).toBe(contentRange);
    expect(answer.headers.get('content-length')).toBe(String(text.length));
  });

  it('gives the whole when the range was meant for another file', async () => {
    const url = await link();
    const { headers } = await download(url, { method: 'HEAD' });
    const ask = (etag: string) => download(url, { headers: { Range: 'bytes=0-0', 'If-Range': etag } });
    expect((await ask(String(headers.get('etag')))).status).toBe(206);
    expect((await ask('"another"')).status).toBe(200);
  });

  it('never lets a browser run what it gives', async () => {
    const { url } = (await upload('<script>alert(1)</script>', { name: 'x.html', mime_type: 'text/html' }))
      .json;
    const { headers } = await download(url);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="?x\.html"?$/);
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['a"b\r\nX-Evil: 1.txt', '../../etc/passwd', '日本語.txt', '..', 'x'.repeat(2000)])(
    'carries the name %j safely',
    async (name) => {
      const answer = await download(await link(name));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-evil')).toBeNull();
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename/);
      expect(await answer.text()).toBe('0123456789');
    },
  );

  it('answers HEAD without the bytes', async () => {
    const answer = await download(await link(), { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
      200,
      '10',
      '',
    ]);
  });

  it.each([
    [
      'expires',
      (url: URL) => url.searchParams.set('expires', String(Number(url.searchParams.get('expires')) + 1)),
    ],
    ['signature', (url: URL) => url.searchParams.set('signature', 'A'.repeat(43))],
    ['no signature', (url: URL) => url.searchParams.delete('signature')],
    ['two signatures', (url: URL) => url.searchParams.append('signature', 'x')],
    ['id', (url: URL) => (url.pathname = `/files/${'0'.repeat(32)}/a.txt`)],
    ['path', (url: URL) => (url.pathname = '/files/..%2f..%2fetc/passwd')],
  ])('that was tampered with (%s) is refused', async (_, tamper) => {
    const url = new URL(await link());
    tamper(url);
    const answer = await download(url.href);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'file_unreadable', category: 'not_found' } });
  });

  it('ends', async () => {
    const url = await link();
    now = new Date(now.getTime() + 61_000);
    const answer = await download(url);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'file_expired' } });
  });
});
