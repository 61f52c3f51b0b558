import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Option, type Command } from 'commander';

import { createLocalFiles } from '../../connector/index.ts';
import type { Confirm, McpHost } from '../../hosts/mcp/index.ts';
import { collect } from '../collect.ts';
import { readEnvironmentConnection } from '../connection.ts';
import { reasonOf, refuse } from '../errors.ts';
import { interruption } from '../interruption.ts';
import { printJson, printText } from '../output.ts';
import { portOf } from '../port.ts';

interface McpCommandOptions {
  http?: boolean;
  port: number;
  readOnly?: boolean;
  bucket?: readonly string[];
  prefix?: readonly string[];
  confirm: Confirm;
  files?: string;
  allowAmbientCredentials?: boolean;
  json?: boolean;
}

const HELP = `
The connection comes from the variable S3C_CONNECTION (JSON or @file), never from a client.
With --http, clients must send the token of the variable S3C_MCP_TOKEN; without one, a new
token is made and printed.

Examples:
  $ S3C_CONNECTION=@connection.json s3c mcp --read-only
  $ s3c mcp --bucket media --prefix drafts/ --files ./s3-files
  $ s3c mcp --http --port 4320`;

export function addMcp(program: Command): void {
  program
    .command('mcp')
    .summary('offer the operations to AI clients (Model Context Protocol)')
    .description(
      'Serves every operation as a tool, over standard input and output or over HTTP on 127.0.0.1.',
    )
    .option('--http', 'streamable HTTP instead of standard input and output')
    .option('--port <number>', 'with --http: where it listens; 0 takes a free port', portOf, 0)
    .option('--read-only', 'offer only operations that read')
    .option('--bucket <name>', 'allow this bucket only (repeatable)', collect)
    .option('--prefix <prefix>', 'allow only keys that begin with this (repeatable)', collect)
    .addOption(
      new Option('--confirm <effect>', 'what a person must confirm: delete, write (both), or never')
        .choices(['delete', 'write', 'never'])
        .default('delete'),
    )
    .option('--files <directory>', 'keep files here, and read files from here (default: a temporary one)')
    .option(
      '--allow-ambient-credentials',
      'let a connection of type "ambient" use this machine\'s credentials',
    )
    .option('--json', 'with --http: print the address and the token as one line of JSON')
    .addHelpText('after', HELP)
    .action(runMcp);
}

async function runMcp(options: McpCommandOptions): Promise<void> {
  const connection = await readEnvironmentConnection();
  const { createMcpHost } = await import('../../hosts/mcp/index.ts');
  const directory = options.files ?? (await mkdtemp(join(tmpdir(), 's3c-mcp-')));
  try {
    const { readOnly, bucket: buckets, prefix: prefixes, confirm, allowAmbientCredentials } = options;
    const connector = { allowAmbientCredentials, fileStore: createLocalFiles({ directory }) };
    const host = createMcpHost({ connection, readOnly, buckets, prefixes, confirm, connector });
    await (options.http ? serveHttp(host, options) : serveStdio(host)).finally(host.close);
  } finally {
    if (options.files === undefined) await rm(directory, { recursive: true, force: true });
  }
}

/** Until the client closes its end, or a signal comes. */
async function serveStdio(host: McpHost): Promise<void> {
  const { serveMcpOverStdio } = await import('../../hosts/mcp/index.ts');
  const serving = serveMcpOverStdio(host);
  await Promise.race([serving.ended, interruption()]);
  await serving.close();
  // It is open still after a signal, and would keep the process alive.
  process.stdin.destroy();
}

async function serveHttp(host: McpHost, { port, json }: McpCommandOptions): Promise<void> {
  const { serveMcpOverHttp } = await import('../../hosts/mcp/index.ts');
  const given = process.env.S3C_MCP_TOKEN;
  const token = given || randomBytes(24).toString('base64url');
  const serving = await serveMcpOverHttp(host, { port, token }).catch((error: unknown) => {
    const fix = 'Look at --port; see s3c mcp --help.';
    throw refuse('server_not_started', { server: 'MCP server', reason: reasonOf(error), fix });
  });
  try {
    const made = given ? undefined : token;
    if (json) printJson({ url: serving.url, token: made });
    else printText(`The MCP server is at ${serving.url} - Ctrl-C ends it.`, ...instructions(made));
    await interruption();
  } finally {
    await serving.close();
  }
}

const instructions = (token: string | undefined): string[] =>
  token === undefined ? [] : [`Clients must send: Authorization: Bearer ${token}`];
