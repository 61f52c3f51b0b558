import type { ConnectorOptions } from '../../connector/index.ts';
import type { HostLimits } from '../shared/limits.ts';
import type { WriteLog } from './log.ts';

/** What the function is set up with. What is left out comes from its environment variables. */
export interface LambdaHostOptions extends HostLimits {
  /**
   * Connections by the names that events use (`S3C_CONNECTIONS`). The one called `default` is for events that name
   * none; without it, that is the function's own role in the function's own region.
   */
  connections?: Readonly<Record<string, unknown>>;
  /** Runs only operations that read (`S3C_READ_ONLY`). */
  readOnly?: boolean;
  /** Where files go that operations give: a function has no place of its own that others could read. */
  staging?: StagingOptions;
  /** How long before Lambda ends the function a run is given up, so that its error is told. Default: 1000. */
  marginMilliseconds?: number;
  /** How many messages of a batch run at once. Default: 10. */
  concurrency?: number;
  /** Takes the lines of the log. Default: standard output, a line of JSON each. */
  log?: WriteLog;
  /** What the connector itself takes; its file store is the staging bucket. */
  connector?: Omit<ConnectorOptions, 'fileStore' | 'logger'>;
}

export interface StagingOptions {
  /** `S3C_STAGING_BUCKET`. */
  bucket: string;
  /** What the keys begin with (`S3C_STAGING_PREFIX`). Default: "files/". */
  prefix?: string;
  /** The connection that keeps the files (`S3C_STAGING_CONNECTION`), when it is not the default one. */
  connection?: string;
}

/** What this host reads of Lambda's context object. */
export interface LambdaContext {
  awsRequestId?: string;
  getRemainingTimeInMillis?(): number;
}

/** What Lambda calls. */
export interface LambdaHandler {
  (event: unknown, context?: LambdaContext): Promise<object>;
  /** Releases the sockets to S3, for programs that are not Lambda and go on. */
  close(): void;
}
