import { createRuntime, type Connector as RuntimeConnector, type RuntimeOptions } from '../src/index.ts';
import type { ClientOptions } from './clients.ts';
import type { operations } from './operations/index.gen.ts';
import * as permissions from './permissions/index.ts';
import type { GivenPolicies } from './permissions/index.ts';
import { createService } from './service.ts';

export {
  ConnectorError,
  errorsOf,
  runtimeErrors,
  suggestion,
  type CatalogueEntry,
  type Connection,
  type DirectoryStore,
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
export { createStagingStore } from './files/staging-store.ts';
export type { StagingStore, StagingStoreOptions } from './files/staging-store.ts';

/** What a host may give when it creates the connector; all of it is optional. */
export type ConnectorOptions = RuntimeOptions & ClientOptions & { policies?: GivenPolicies };

/** Every operation on Amazon S3 behind one `run`. */
export type Connector = RuntimeConnector<typeof operations> & {
  /** What operations need, and what policies allow; none of it makes a call. */
  readonly permissions: typeof permissions;
};

/**
 * Creates a connector. One is enough for a process: it holds no connection of its own, only a bounded cache of
 * clients by connection and region. Nothing of the AWS SDK is loaded before the first call.
 */
export function createConnector(options: ConnectorOptions = {}): Connector {
  return Object.assign(createRuntime(createService(options), options), { permissions });
}
