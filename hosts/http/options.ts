import type { Router } from 'express';
import type { ConnectorOptions } from '../../connector/index.ts';
import type { NamedConnection } from './connections.ts';

export interface HttpHostOptions {
  /**
   * Where clients reach this server, such as "http://127.0.0.1:4300": requests must name it as their host, and links
   * to files begin with it.
   */
  address: string;
  /** What clients must send as `Authorization: Bearer`. */
  token: string;
  /** Where files are kept until they expire. */
  directory: string;
  /** By id: what requests may name as their connection from the start. */
  connections?: Readonly<Record<string, NamedConnection>>;
  /** Origins that connections added by clients may have as their endpoint. Default: none, so AWS only. */
  allowedEndpoints?: readonly string[] | 'any';
  /** What the connector itself takes; its file store is the directory's. */
  connector?: Omit<ConnectorOptions, 'fileStore'>;
  limits?: Partial<HttpLimits>;
  /** Routes of the server's own, under `/api` and behind the token. */
  routes?: Router;
}

export interface HttpLimits {
  /** The largest JSON body, in bytes. */
  bodyBytes: number;
  /** The largest file taken in or produced, in bytes. */
  fileBytes: number;
  /** How long a file is kept and its link works. */
  fileSeconds: number;
  /** How many connections are kept in memory. */
  connections: number;
}

export const DEFAULT_LIMITS: HttpLimits = {
  bodyBytes: 16 * 2 ** 20,
  fileBytes: 5 * 2 ** 30,
  fileSeconds: 6 * 3600,
  connections: 100,
};
