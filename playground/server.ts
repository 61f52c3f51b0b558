import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { serveHttp } from '../hosts/http/index.ts';
import { startSandbox, type Sandbox } from '../sandbox/index.ts';
import { connectionsOf, demoUsers } from './demo-users.ts';
import { permissionRoutes } from './permission-routes.ts';
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
  const users = demoUsers();
  const { port, directory, demo = true } = options;
  const sandbox = await startSandbox({ directory, demo, users: users.flatMap(({ user }) => user ?? []) });
  try {
    const token = randomBytes(24).toString('base64url');
    const serving = await serveHttp({
      port,
      token,
      connections: connectionsOf(sandbox, users),
      routes: Router().use(sandboxRoutes(sandbox, users), permissionRoutes()),
      page: servePage(),
      // Whoever holds the token is the owner of this machine.
      allowedEndpoints: 'any',
      // A large upload from a browser takes its time.
      limits: { runSeconds: Infinity },
    });
    const close = () => serving.stop().finally(() => sandbox.close());
    return { url: `${serving.address}/#token=${token}`, token, port: serving.port, sandbox, close };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
