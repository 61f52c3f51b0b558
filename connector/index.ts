import {
  createRuntime,
  type Connector as RuntimeConnector,
  type JsonSchema,
  type RuntimeOptions,
  type Service,
} from '../src/index.ts';
import common from '../schemas/common.schema.json' with { type: 'json' };
import file from '../schemas/file.schema.json' with { type: 'json' };
import auth from './auth.schema.json' with { type: 'json' };
import { createClients, type ClientOptions, type S3 } from './client.ts';
import { inspectConnection, trustedOrigins } from './connection.ts';
import { catalogue } from './errors.ts';
import { explain } from './explain.ts';
import { keywords } from './keywords.ts';
import { operations } from './operations/index.gen.ts';
import { inspectLimits, limitsOf, resourceMembers } from './permissions.ts';
import { inspectRegion } from './regions.ts';
import { VERSION } from './version.gen.ts';

export {
  ConnectorError,
  type ErrorCategory,
  type ErrorFacts,
  type FileObject,
  type FileStore,
  type JsonSchema,
  type Logger,
  type Manifest,
  type ManifestOperation,
  type RunOptions,
  type StageEvent,
  type StageName,
} from '../src/index.ts';
export { createDirectoryStore, createGuardedFetch, createLocalFiles } from '../src/index.ts';
export type { S3Connection } from './connection.ts';

/** What a host may give when it creates the connector; all of it is optional. */
export type ConnectorOptions = RuntimeOptions & ClientOptions;

/** The connector: twenty operations on Amazon S3 behind one `run`. */
export type Connector = RuntimeConnector<typeof operations>;

const sharedSchemas: readonly JsonSchema[] = [common, file];

/**
 * Creates a connector. One is enough for a process: it holds no connection of its own, only a bounded cache of
 * clients by connection and region. Nothing of the AWS SDK is loaded before the first call.
 */
export function createConnector(options: ConnectorOptions = {}): Connector {
  const clients = createClients(options);
  const service: Service<S3> & { operations: typeof operations } = {
    name: 'aws-s3',
    title: 'Amazon S3',
    description: 'Objects, buckets and presigned URLs of Amazon S3 and of servers that speak its protocol.',
    version: VERSION,
    auth,
    defaultAuthType: 'access_key',
    sharedSchemas,
    keywords,
    errors: catalogue,
    operations,
    resourceMembers,
    inspectConnection,
    inspectRegion,
    inspectLimits,
    limitsOf,
    trustedOrigins,
    explain,
    open: clients.open,
    close: clients.close,
  };
  return createRuntime(service, options);
}
