import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import express from 'express';
import { createHttpHost, type HttpHostOptions } from '../../../hosts/http/index.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts';

export const TOKEN = 'token-of-the-test-0123456789';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads whatever shape it expects
  json: any;
}

/** A client of one server: it sends the token, and remembers all it was answered. */
export interface Client {
  address: string;
  /** Every answer so far, headers and body, to search for secrets. */
  answers: string[];
  call(path: string, options?: RequestInit): Promise<Answer>;
  post(path: string, body: unknown, options?: RequestInit): Promise<Answer>;
  run(operation: string, input: unknown, connection?: string): Promise<Answer>;
}

export function createClient(address: string, token: string): Client {
  const answers: string[] = [];
  const call: Client['call'] = async (path, options = {}) => {
    const headers = { Authorization: `Bearer ${token}`, ...(options.headers as Record<string, string>) };
    const response = await fetch(new URL(path, address), { ...options, headers });
    const body = await response.text();
    answers.push(JSON.stringify([...response.headers]) + body);
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text: body,
      json: isJson ? JSON.parse(body) : undefined,
    };
  };
  const post: Client['post'] = (path, body, options = {}) =>
    call(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...options,
      headers: { 'Content-Type': 'application/json', ...(options.headers as Record<string, string>) },
    });
  const run: Client['run'] = (operation, input, connection = 'sandbox') =>
    post(`/api/operations/${operation}/run`, { connection, input });
  return { address, answers, call, post, run };
}

export interface Served extends Client {
  sandbox: Sandbox;
  directory: string;
  close(): Promise<void>;
}

/** The HTTP host alone on a free port, with a sandbox as its connection `sandbox`. */
export async function serveHost(
  options: Partial<HttpHostOptions> = {},
  contents: Parameters<typeof startSandbox>[0] = { buckets: ['shelf'] },
): Promise<Served> {
  const sandbox = await startSandbox(contents);
  const directory = await mkdtemp(join(tmpdir(), 'http-host-'));
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { access_key, secret_key, region, endpoint } = sandbox;
  const connection = { access_key, secret_key, region, endpoint };
  const connections = { sandbox: { label: 'Sandbox', connection } };
  const host = createHttpHost({ address, token: TOKEN, directory, connections, ...options });
  server.on('request', express().use(host.router));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    host.close();
    await sandbox.close();
    await rm(directory, { recursive: true });
  };
  return { ...createClient(address, TOKEN), sandbox, directory, close };
}

/** A GET with headers that `fetch` does not let one choose, such as Host. */
export function rawGet(
  address: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(address, { headers, agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, text: body }), reject);
    });
    request.once('error', reject).end();
  });
}

/** The events of an event stream, in their order. */
export function eventsIn(stream: string): { event: string; data: Record<string, unknown> }[] {
  const blocks = stream.split('\n\n').filter((block) => block.startsWith('event: '));
  return blocks.map((block) => {
    const [first = '', second = ''] = block.split('\n');
    return { event: first.slice('event: '.length), data: JSON.parse(second.slice('data: '.length)) };
  });
}
