import type { Router } from 'express';
import type { ConnectorOptions } from '../../connector/index.ts';
import type { NamedConnection } from './connections.ts';
import type { RequestRecord } from './watch/observe.ts';

export interface HttpHostOptions {
  /**
   * Where clients reach this server, such as "http://127.0.0.1:4300": requests must name it as their host, and links
   * to files begin with it.
   */
  address: string;
  /**
   * What clients must send, one of them when there are several, as `Authorization: Bearer` or `X-Api-Key`. `false` asks
   * nobody: only for a server that nobody else reaches.
   */
  token: string | readonly string[] | false;
  /** Where files are kept until they expire. */
  directory: string;
  /** By id: what requests may name as their connection from the start. */
  connections?: Readonly<Record<string, NamedConnection>>;
  /** Whether clients may add connections, and remove any. Default: true. */
  addConnections?: boolean;
  /** Origins that connections added by clients may have as their endpoint. Default: none, so AWS only. */
  allowedEndpoints?: readonly string[] | 'any';
  /** What the connector itself takes; its file store is the directory's. */
  connector?: Omit<ConnectorOptions, 'fileStore'>;
  limits?: Partial<HttpLimits>;
  /** Routes of the server's own, under `/api` and behind the token. */
  routes?: Router;
  /** Lets anyone read `/metrics`. Default: false, so the token is wanted where the API wants one. */
  publicMetrics?: boolean;
  /** Hears of every request when it is over: an access log. */
  onRequest?: (record: RequestRecord) => void;
}

export interface HttpLimits {
  /** The largest JSON body, in bytes. */
  bodyBytes: number;
  /** The largest file taken in or produced, in bytes. */
  fileBytes: number;
  /** The most bytes kept at a time, all files together. */
  fileStoreBytes: number;
  /** How long a file is kept and its link works. */
  fileSeconds: number;
  /** How many connections are kept in memory. */
  connections: number;
  /** How many runs, uploads and bodies being read there are at a time; one more is answered 503. */
  concurrentRuns: number;
  /** How long a run or an upload may take, in seconds; then it is broken off and answered 504. */
  runSeconds: number;
}

export const DEFAULT_LIMITS: HttpLimits = {
  bodyBytes: 16 * 2 ** 20,
  fileBytes: 5 * 2 ** 30,
  fileStoreBytes: 50 * 2 ** 30,
  fileSeconds: 6 * 3600,
  connections: 100,
  concurrentRuns: 32,
  runSeconds: 900,
};
