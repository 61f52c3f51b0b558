import type { ConnectorOptions } from '../../connector/index.ts';

/** Which effects a person must confirm: deletions, writes as well, or none. */
export type Confirm = 'delete' | 'write' | 'never';

export interface McpHostOptions {
  /** The one connection that all tools use. Clients cannot choose another, and never see it. */
  connection: unknown;
  /** Offers only operations that read. */
  readOnly?: boolean;
  /** Limits the server to these buckets, within what the connection allows. */
  buckets?: readonly string[];
  /** Limits the server to keys that begin with one of these, within what the connection allows. */
  prefixes?: readonly string[];
  /** Default: `delete`. */
  confirm?: Confirm;
  /** What the connector itself takes, such as where files are kept. */
  connector?: ConnectorOptions;
}
