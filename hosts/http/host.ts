import { Router, type RequestHandler } from 'express';
import type { Registry } from 'prom-client';
import { createConnector, createDirectoryStore } from '../../connector/index.ts';
import { answerError, answerNotFound } from './answer-errors.ts';
import { createConnections } from './connections.ts';
import { fail } from './errors.ts';
import { DEFAULT_LIMITS, type HttpHostOptions } from './options.ts';
import { checkRoutes } from './routes/check.ts';
import { connectionRoutes } from './routes/connections.ts';
import { downloadRoutes, uploadRoutes } from './routes/files.ts';
import { healthRoutes } from './routes/health.ts';
import type { Host } from './routes/host.ts';
import { lookupRoutes } from './routes/lookups.ts';
import { manifestRoutes } from './routes/manifest.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { permissionRoutes } from './routes/permissions.ts';
import { runRoutes } from './routes/run.ts';
import { sendRoutes } from './routes/send.ts';
import { neverStored, onlyFrom, requireToken, securityHeaders } from './security.ts';
import { createMetrics } from './watch/metrics.ts';
import { observe } from './watch/observe.ts';
import { createWork } from './work.ts';

export interface HttpHost {
  /**
   * An express router for the root of an application: `/api` and `/openapi.json` behind the token, `/files` behind
   * signed links, `/health` and `/metrics`. What is none of these passes on, with the security headers set and Host
   * and Origin checked.
   */
  router: Router;
  /** What `/metrics` shows; a program may register metrics of its own. */
  metrics: Registry;
  /**
   * Takes nothing new and says so in `/health`, waits until what runs has ended, and breaks it off after `seconds`.
   * @returns once nothing runs any more
   */
  drain(seconds: number): Promise<void>;
  /** Releases the sockets to S3 and stops the sweeping of files. Runs end when their clients are disconnected. */
  close(): void;
}

/**
 * The connector as an HTTP API.
 * @throws ConnectorError when one of the connections given is not usable
 */
export function createHttpHost(options: HttpHostOptions): HttpHost {
  const host = prepare(options);
  const { connector, files, work } = host;
  const metrics = createMetrics(work);
  const { onRequest } = options;
  const tell = observe((record) => {
    metrics.count(record);
    onRequest?.(record);
  });
  const router = Router();
  router.use(securityHeaders, tell, healthRoutes(work));
  router.use(metricsRoutes(metrics.registry, metricsGuard(options)));
  router.use(onlyFrom(options.address), apiRoutes(host, options), answerError);
  const close = () => {
    connector.close();
    files.close();
  };
  return { router, metrics: metrics.registry, drain: (seconds) => work.stop(seconds * 1000), close };
}

function prepare(options: HttpHostOptions): Host {
  const { address, directory, addConnections = true, allowedEndpoints = [] } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const files = createDirectoryStore({
    directory,
    baseUrl: `${new URL(address).origin}/files`,
    maximumBytes: limits.fileBytes,
    capacityBytes: limits.fileStoreBytes,
    lifetimeSeconds: limits.fileSeconds,
    clock: options.connector?.clock,
  });
  const connector = createConnector({ ...options.connector, fileStore: files });
  const connections = createConnections(connector, limits.connections);
  connections.addAll(options.connections ?? {});
  const work = createWork(limits);
  return { connector, connections, files, limits, work, addConnections, allowedEndpoints };
}

function apiRoutes(host: Host, options: HttpHostOptions): Router {
  const router = Router();
  router.use(['/api', '/files'], (_request, response, next) => {
    if (!host.work.stopping) return next();
    response.set('Connection', 'close');
    throw fail('server_stopping');
  });
  router.use(['/api', '/openapi.json'], requireToken(options.token));
  router.use('/api', neverStored);
  router.use(openApiRoutes(host, options.address));
  router.use('/api', manifestRoutes(host), runRoutes(host), checkRoutes(host));
  router.use('/api', lookupRoutes(host), sendRoutes(host), permissionRoutes(host));
  if (options.routes) router.use('/api', options.routes);
  router.use('/api', connectionRoutes(host), uploadRoutes(host));
  router.use('/files', downloadRoutes(host));
  router.use(['/api', '/files'], answerNotFound);
  return router;
}

/** Scrapers call a server by whatever address they found it at: with a token, Host says nothing more. */
function metricsGuard({ publicMetrics = false, address, token }: HttpHostOptions): RequestHandler {
  if (publicMetrics) return requireToken(false);
  return token === false ? onlyFrom(address) : requireToken(token);
}
