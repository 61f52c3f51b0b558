import type { S3 } from '@aws-sdk/client-s3';
import { createConnector, type Connector, type FileObject } from '../../../connector/index.ts';
import type { PolicyDocument } from '../../../connector/permissions/index.ts';
import type { FaultRule, SandboxOptions } from '../../../sandbox/index.ts';
import { memoryFiles } from '../../fixtures/files.ts';
import { outsideServer } from '../../fixtures/outside-server.ts';
import type { Facts } from './data.ts';
import { startGateway } from './gateway/server.ts';
import { startOwnServer } from './own-server.ts';

/** What the connector signs with, if it does. */
export type Keys = { access_key: string; secret_key: string; session_token?: string } | { type: 'anonymous' };

export const ANONYMOUS: Keys = { type: 'anonymous' };

/** A server with something of everything that permissions depend on, and users made for one case. */
export interface World {
  server: Server;
  connector: Connector;
  files: ReturnType<typeof memoryFiles>;
  /** Who may do everything. */
  administrator: S3;
  /** What the situations speak of. */
  data: Facts & { /** Too large for one part. */ large: FileObject };
  /** Makes buckets and objects as they were at the start. */
  restore(): Promise<void>;
  /** A new user, who may do nothing. */
  newUser(): Promise<User>;
  close(): Promise<void>;
}

/** Where the calls go. */
export interface Server {
  endpoint: string;
  region: string;
  addFault(rule: FaultRule): unknown;
  clearFaults(): void;
}

export interface User {
  name: string;
  keys: Keys;
  /** Replaces all that the user may do. */
  permit(document: PolicyDocument): Promise<void>;
}

/** A server with the buckets of the demo, and with those of the proofs. */
export interface FilledServer extends Server {
  facts: Facts;
  /** Puts back what has changed, and returns the facts anew. */
  restore(): Promise<Facts>;
  newUser(): Promise<User>;
  close(): Promise<void>;
}

export const MEBIBYTE = 1024 * 1024;

/** On a sandbox, or on the outside server that the environment names. */
export async function openWorld(options: SandboxOptions = {}): Promise<World> {
  const outside = outsideServer();
  const { administrator, ...server } =
    outside === undefined ? await startOwnServer(options) : await startGateway(outside);
  const files = memoryFiles();
  const connector = createConnector({ fileStore: files });
  const large = files.add(Buffer.alloc(6 * MEBIBYTE), 'large.bin');
  const data = { ...server.facts, large };
  return {
    server,
    connector,
    files,
    administrator,
    data,
    restore: async () => void Object.assign(data, await server.restore()),
    newUser: server.newUser,
    close: async () => {
      connector.close();
      await server.close();
    },
  };
}
