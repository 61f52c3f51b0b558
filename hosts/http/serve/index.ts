import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { collectDefaultMetrics } from 'prom-client';
import { answerError, answerNotFound } from '../answer-errors.ts';
import { createHttpHost, type HttpHost } from '../host.ts';
import type { HttpHostOptions } from '../options.ts';
import { after } from '../work.ts';
import { ensureSafe, originAt } from './address.ts';
import { followAnswers } from './answers.ts';
import { createPatientServer, DEFAULT_TIMEOUTS, type Timeouts } from './timeouts.ts';

export interface HttpServerOptions extends Omit<HttpHostOptions, 'address' | 'directory'> {
  /** The interface that it listens on. Default: 127.0.0.1. */
  host?: string;
  /** Default: 0, a free one. */
  port?: number;
  /** The origin that clients call, when that is another one: a proxy's. */
  address?: string;
  /** Where files are kept. Default: a directory for temporary files, removed with the server. */
  directory?: string;
  /** What answers the requests that the API does not: a page. */
  page?: RequestHandler;
  timeouts?: Partial<Timeouts>;
  /** Adds Node's own metrics to `/metrics`: memory, event loop, garbage collection. Default: false. */
  processMetrics?: boolean;
}

export interface HttpServing {
  /** What clients call it by. */
  address: string;
  port: number;
  /**
   * Takes nothing new, gives what runs `seconds` to end (default: none), breaks it off, then closes every socket and
   * removes what was temporary.
   */
  stop(seconds?: number): Promise<void>;
}

/** How long clients may take to read that their run was broken off, in milliseconds. */
const LAST_WORDS = 1000;

/**
 * Serves the connector over HTTP.
 * @throws ConnectorError when others would reach it without a token, or a connection is not usable
 * @throws what `listen` throws when the port is taken
 */
export async function serveHttp(options: HttpServerOptions): Promise<HttpServing> {
  const { host: name = '127.0.0.1', port = 0, token } = options;
  ensureSafe({ host: name, port, address: options.address }, token !== false && token.length > 0);
  const folder = await openFolder(options.directory);
  const server = createPatientServer({ ...DEFAULT_TIMEOUTS, ...options.timeouts });
  const answersAreOut = followAnswers(server);
  try {
    const taken = await listen(server, name, port);
    const address = options.address ?? originAt(name, taken);
    const host = createHttpHost({ ...options, address, directory: folder.path });
    if (options.processMetrics) collectDefaultMetrics({ register: host.metrics });
    server.on('request', application(host, options.page));
    const stop = async (seconds = 0) => {
      const end = Date.now() + seconds * 1000;
      await host.drain(seconds);
      await Promise.race([answersAreOut(), after(Math.max(end - Date.now(), LAST_WORDS))]);
      await closeServer(server);
      host.close();
      await folder.remove();
    };
    return { address, port: taken, stop };
  } catch (error) {
    await closeServer(server);
    await folder.remove();
    throw error;
  }
}

function application(host: HttpHost, page?: RequestHandler): Express {
  const application = express().disable('x-powered-by').use(host.router);
  if (page) application.use(page);
  return application.use(answerNotFound, answerError);
}

async function openFolder(given: string | undefined): Promise<{ path: string; remove(): Promise<void> }> {
  if (given !== undefined) return { path: given, remove: async () => {} };
  const path = await mkdtemp(join(tmpdir(), 's3c-files-'));
  // A run that was broken off may still be taking its own file away, which makes the folder change under us.
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
