import { readFileSync } from 'node:fs';

import type { HttpServerOptions } from '../hosts/http/index.ts';
import { readJson } from './given.ts';
import { environmentConnection } from './connection.ts';

/** What the command takes; each stands above the member of the configuration that means the same. */
export interface ServeCommandOptions {
  config?: string;
  host?: string;
  port?: number;
  address?: string;
  files?: string;
  grace?: number;
  publicMetrics?: boolean;
  allowAddingConnections?: boolean;
  allowEndpoint?: readonly string[];
  allowAmbientCredentials?: boolean;
  json?: boolean;
}

/** What the server is started with. */
interface Prepared {
  options: HttpServerOptions;
  /** How long runs may go on once the server is told to stop. */
  graceSeconds: number;
}

/** Puts the configuration, the environment and the options together; secrets come from the first two only. */
export async function prepareServer(given: ServeCommandOptions): Promise<Prepared> {
  const { optionsOf, readConfig } = await import('../hosts/http/index.ts');
  const written =
    given.config === undefined ? {} : await readJson({ source: '--config', argument: `@${given.config}` });
  const readFile = (path: string) => readFileSync(path, 'utf8');
  const config = readConfig(written, { environment: process.env, readFile });
  const token = process.env.S3C_SERVE_TOKEN;
  const connection = (await environmentConnection()) as object | undefined;
  const options = optionsOf({
    ...config,
    ...membersOf(given),
    tokens: [...config.tokens, ...(token ? [token] : [])],
    connections: { ...config.connections, ...(connection && { default: { connection } }) },
  });
  return { options, graceSeconds: given.grace ?? config.grace_seconds };
}

/** The options that were given, by the names that they have in a configuration. */
function membersOf(given: ServeCommandOptions) {
  const members = {
    host: given.host,
    port: given.port,
    address: given.address,
    files: given.files,
    public_metrics: given.publicMetrics,
    allow_adding_connections: given.allowAddingConnections,
    allowed_endpoints: given.allowEndpoint,
    allow_ambient_credentials: given.allowAmbientCredentials,
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
