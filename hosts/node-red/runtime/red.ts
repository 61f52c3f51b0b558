import type { RequestHandler } from 'express';

/** A message between nodes. */
export interface Message {
  [property: string]: unknown;
}

/** The part of a node's prototype that this package uses; https://nodered.org/docs/creating-nodes/node-js */
export interface RedNode {
  id: string;
  credentials?: Record<string, unknown>;
  status(status: { fill?: 'red' | 'green' | 'blue'; shape?: 'dot' | 'ring'; text?: string }): void;
  on(
    event: 'input',
    listener: (
      message: Message,
      send: (message: Message) => void,
      done: (error?: Error) => void,
    ) => Promise<void>,
  ): void;
  on(event: 'close', listener: () => void): void;
}

/** What a node is created with: its properties in the flow. */
export interface RedConfig {
  id: string;
  [property: string]: unknown;
}

/** What `settings.js` may say to this package, as `awsS3Connector`. */
export interface ConnectorSettings {
  /** Lets connections use the credentials of the machine that Node-RED runs on. Default: no. */
  allowAmbientCredentials?: boolean;
  /** Where the links of file objects lead. Default: Node-RED's own address on this machine. */
  filesUrl?: string;
  /** Origins that file objects of other systems may have although they are local or plain http. */
  allowedOrigins?: string[];
}

/** The part of the runtime's API that this package uses; https://nodered.org/docs/api/modules/v/1.3/ */
export interface NodeRed {
  _(key: string, values?: Record<string, unknown>): string;
  settings: {
    userDir?: string;
    uiPort?: number | string;
    https?: unknown;
    httpNodeRoot?: string | false;
    awsS3Connector?: ConnectorSettings;
  };
  nodes: {
    createNode(node: RedNode, config: RedConfig): void;
    getNode(id: string): RedNode | null;
    registerType(
      type: string,
      constructor: (this: RedNode, config: RedConfig) => void,
      options?: { credentials: Record<string, { type: 'text' | 'password' }> },
    ): void;
  };
  auth: { needsPermission(permission: string): RequestHandler };
  httpAdmin: { post(path: string, ...handlers: RequestHandler[]): void };
  httpNode: { get(path: string, ...handlers: RequestHandler[]): void };
  util: {
    evaluateNodeProperty(
      value: unknown,
      type: string,
      node: RedNode,
      message: Message,
      callback: (error: Error | null, value: unknown) => void,
    ): void;
  };
}
