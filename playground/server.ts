import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { answerError, answerNotFound, createHttpHost, type HttpHost } from '../hosts/http/index.ts';
import { startSandbox, type Sandbox, type SandboxUser } from '../sandbox/index.ts';
import { LIMITED, limitedUser } from './demo-users.ts';
import { sandboxRoutes } from './sandbox-routes.ts';
import { servePage } from './serve-page.ts';

export interface PlaygroundOptions {
  /** 0 (the default) takes a free one. */
  port?: number;
  /** Keeps the sandbox's buckets there; without it they are in memory and gone at `close`. */
  directory?: string;
  /** Fills the sandbox with a few buckets to look at. Default: true. */
  demo?: boolean;
}

export interface Playground {
  /** For a browser: the token stands in the fragment, which no browser sends to a server. */
  url: string;
  /** What requests to the API must carry as `Authorization: Bearer`. New at every start. */
  token: string;
  port: number;
  sandbox: Sandbox;
  /** Breaks off what runs, closes every socket and removes the files. */
  close(): Promise<void>;
}

/**
 * Starts the playground on 127.0.0.1: the page, the HTTP host, and a sandbox as its first connection.
 * @throws what `listen` throws when the port is taken
 */
export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const undo: (() => unknown)[] = [];
  const close = () => undoAll(undo.splice(0));
  try {
    const limited = limitedUser();
    const { directory: data, demo = true } = options;
    const sandbox = await startSandbox({ directory: data, demo, users: [limited] });
    undo.push(() => sandbox.close());
    const directory = await mkdtemp(join(tmpdir(), 's3-playground-'));
    undo.push(() => removeFolder(directory));
    const server = createServer();
    // A large upload may take longer than Node's limit for a whole request.
    server.requestTimeout = 0;
    const port = await listen(server, options.port ?? 0);
    undo.push(() => stop(server));
    const address = `http://127.0.0.1:${port}`;
    const token = randomBytes(24).toString('base64url');
    const host = createHttpHost({
      address,
      token,
      directory,
      connections: {
        sandbox: { label: 'Sandbox, administrator', connection: connectionTo(sandbox, sandbox) },
        [LIMITED.connection]: { label: 'Sandbox, limited user', connection: connectionTo(sandbox, limited) },
      },
      routes: sandboxRoutes(sandbox, LIMITED),
      // Whoever holds the token is the owner of this machine.
      allowedEndpoints: 'any',
    });
    undo.push(() => host.close());
    server.on('request', application(host));
    return { url: `${address}/#token=${token}`, token, port, sandbox, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Takes every step, the last one first, also after one that failed; then throws what the first failure was. */
async function undoAll(steps: (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps.toReversed()) {
    await Promise.resolve()
      .then(step)
      .catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

/** A run that was broken off may still be taking its own file away, which makes the folder change under us. */
const removeFolder = (path: string) => rm(path, { recursive: true, force: true, maxRetries: 5 });

const connectionTo = (
  { endpoint, region }: Sandbox,
  { access_key, secret_key }: Pick<SandboxUser, 'access_key' | 'secret_key'>,
) => ({ access_key, secret_key, region, endpoint });

function application(host: HttpHost): Express {
  const application = express().disable('x-powered-by');
  application.use(host.router, servePage(), answerNotFound, answerError);
  return application;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
