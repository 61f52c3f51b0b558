import type { ConnectorOptions } from '../../connector/index.ts';
import type { HostLimits } from '../shared/limits.ts';

/** Which effects a person must confirm: deletions, writes as well, or none. */
export type Confirm = 'delete' | 'write' | 'never';

export interface McpHostOptions extends HostLimits {
  /** The one connection that all tools use. Clients cannot choose another, and never see it. */
  connection: unknown;
  /** Offers only operations that read. */
  readOnly?: boolean;
  /** Default: `delete`. */
  confirm?: Confirm;
  /** What the connector itself takes, such as where files are kept. */
  connector?: ConnectorOptions;
}
