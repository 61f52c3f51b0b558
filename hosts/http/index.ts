import { Router } from 'express';
import { createConnector, createDirectoryStore } from '../../connector/index.ts';
import { answerError, answerNotFound } from './answer-errors.ts';
import { createConnections } from './connections.ts';
import { DEFAULT_LIMITS, type HttpHostOptions } from './options.ts';
import { checkRoutes } from './routes/check.ts';
import { connectionRoutes } from './routes/connections.ts';
import { downloadRoutes, uploadRoutes } from './routes/files.ts';
import { lookupRoutes } from './routes/lookups.ts';
import { manifestRoutes } from './routes/manifest.ts';
import { permissionRoutes } from './routes/permissions.ts';
import { runRoutes } from './routes/run.ts';
import { sendRoutes } from './routes/send.ts';
import { onlyFrom, requireToken, securityHeaders } from './security.ts';

export { answerError, answerNotFound } from './answer-errors.ts';
export type { ConnectionView, NamedConnection } from './connections.ts';
export { httpErrors, statusOf } from './errors.ts';
export type { HttpHostOptions, HttpLimits } from './options.ts';

export interface HttpHost {
  /**
   * An express router for the root of an application: `/api` behind the token, `/files` behind signed links. What is
   * neither passes on, with the security headers set and Host and Origin checked.
   */
  router: Router;
  /** Releases the sockets to S3 and stops the sweeping of files. Runs end when their clients are disconnected. */
  close(): void;
}

/**
 * The connector as an HTTP API.
 * @throws ConnectorError when one of the connections given is not usable
 */
export function createHttpHost(options: HttpHostOptions): HttpHost {
  const { address, token, directory } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const files = createDirectoryStore({
    directory,
    baseUrl: `${new URL(address).origin}/files`,
    maximumBytes: limits.fileBytes,
    lifetimeSeconds: limits.fileSeconds,
    clock: options.connector?.clock,
  });
  const connector = createConnector({ ...options.connector, fileStore: files });
  const connections = createConnections(connector, limits.connections);
  for (const [id, named] of Object.entries(options.connections ?? {})) connections.add(named, id);

  const router = Router();
  router.use(securityHeaders, onlyFrom(address));
  router.use('/api', requireToken(token), (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  const host = { connector, connections, files, limits, allowedEndpoints: options.allowedEndpoints ?? [] };
  router.use('/api', manifestRoutes(host), runRoutes(host), checkRoutes(host));
  router.use('/api', lookupRoutes(host), sendRoutes(host), permissionRoutes(host));
  if (options.routes) router.use('/api', options.routes);
  router.use('/api', connectionRoutes(host), uploadRoutes(host));
  router.use('/files', downloadRoutes(host));
  router.use(['/api', '/files'], answerNotFound);
  router.use(answerError);
  const close = () => {
    connector.close();
    files.close();
  };
  return { router, close };
}
