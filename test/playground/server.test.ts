import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPlayground, type Playground } from '../../playground/server.ts';

// A place of its own, so that playgrounds of other tests are not counted.
const place = mkdtempSync(join(tmpdir(), 'playground-test-'));
beforeAll(() => void vi.stubEnv('TMPDIR', place));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(place, { recursive: true });
});

const open: Playground[] = [];
const start = async (options?: Parameters<typeof startPlayground>[0]) => {
  const playground = await startPlayground({ demo: false, ...options });
  open.push(playground);
  return playground;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((playground) => playground.close()));
});

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('s3c-files-'));
const listens = (port: number, address = '127.0.0.1') =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, address, () => {
      socket.destroy();
      resolve(true);
    }).once('error', () => resolve(false));
  });

describe('the playground', () => {
  it('serves a page that needs no inline script and nothing from elsewhere', async () => {
    const { port } = await start();
    const page = await fetch(`http://127.0.0.1:${port}/`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=|https?:/);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      expect((await fetch(`http://127.0.0.1:${port}/${file}`)).status).toBe(200);
    }
  });

  it('lets styles in by a nonce of their own each time, and scripts from itself only', async () => {
    const { port } = await start();
    const read = async () => {
      const page = await fetch(`http://127.0.0.1:${port}/`);
      const policy = page.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(await page.text()).toContain(`nonce="${nonce}"`);
      expect(policy).not.toMatch(/unsafe|script-src/);
      return nonce;
    };
    expect(await read()).not.toBe(await read());
  });

  it('answers what it does not have in JSON', async () => {
    const { port } = await start();
    for (const path of ['nothing', 'api/nothing', '%00', '..%2f..%2fpackage.json', 'icon.svg/']) {
      const answer = await fetch(`http://127.0.0.1:${port}/${path}`);
      expect([401, 404, 400]).toContain(answer.status);
      expect(await answer.json()).toMatchObject({ error: { fix: expect.stringMatching(/\w/) } });
    }
  });

  it('mints a new token at every start, and shows it in the fragment only', async () => {
    const [one, other] = [await start(), await start()];
    expect(one.token).not.toBe(other.token);
    expect(one.token.length).toBeGreaterThanOrEqual(32);
    expect(one.url).toBe(`http://127.0.0.1:${one.port}/#token=${one.token}`);
  });

  // Elsewhere the rest of 127.0.0.0/8 is not this machine.
  it.runIf(process.platform === 'linux')('listens on 127.0.0.1 only', async () => {
    const { port } = await start();
    expect(await listens(port)).toBe(true);
    expect(await listens(port, '127.0.0.2')).toBe(false);
  });

  it('closes with open event streams and keep-alive sockets, and leaves nothing', async () => {
    const before = folders();
    const playground = await start();
    const idle = connect(playground.port, '127.0.0.1');
    await once(idle, 'connect');
    const ended = once(idle, 'close');
    expect(folders().length).toBe(before.length + 1);
    await playground.close();
    await ended;
    expect(folders()).toEqual(before);
    expect(await listens(playground.port)).toBe(false);
    expect(await listens(playground.sandbox.port)).toBe(false);
    await playground.close();
  });

  it('closes in the middle of an upload and leaves nothing', async () => {
    const before = folders();
    const { port, token, close } = await start();
    const upload = request(`http://127.0.0.1:${port}/api/files`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
    });
    const answered = once(upload, 'response');
    upload.on('error', () => undefined);
    upload.write('half');
    const folder = folders().find((name) => !before.includes(name)) ?? '';
    await expect.poll(() => readdirSync(join(tmpdir(), folder))).not.toEqual([]);
    await close();
    const [response] = await answered;
    expect(response.statusCode).toBe(503);
    expect(folders()).toEqual(before);
  });

  it('leaves nothing when its port is taken', async () => {
    const { port } = await start();
    const before = folders();
    await expect(startPlayground({ port })).rejects.toThrow('EADDRINUSE');
    expect(folders()).toEqual(before);
  });
});

describe('the program', () => {
  const run = (...options: string[]) =>
    spawn(process.execPath, ['--import', 'tsx', 'playground/main.ts', ...options], { stdio: 'pipe' });

  it.each(['SIGTERM', 'SIGINT'] as const)('prints its address and ends with 0 on %s', async (signal) => {
    const child = run('--port', '0');
    const errors = text(child.stderr);
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const url = new URL(/http\S+/.exec(line)?.[0] ?? '');
    const token = url.hash.replace('#token=', '');
    const answer = await fetch(new URL('/api/operations', url), {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    await answer.text();
    child.kill(signal);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await errors).toBe('');
  });

  it('says what is wrong with its port', async () => {
    const { port } = await start();
    const taken = run('--port', String(port));
    expect(await text(taken.stderr)).toContain('EADDRINUSE');
    const nonsense = run('--port', 'x');
    expect(await text(nonsense.stderr)).toContain('--port must be a number from 0 to 65535, and is "x"');
  });
});
