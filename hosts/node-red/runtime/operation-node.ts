import type { Connector, FileStore } from '../../../connector/index.ts';
import { asConnectorError } from '../../shared/unexpected.ts';
import type { NodeDefinition } from '../mapping/definitions.ts';
import { findConnection } from './connection-node.ts';
import { asNodeError } from './errors.ts';
import type { Message, NodeRed, RedConfig, RedNode } from './red.ts';
import { createStatus } from './status.ts';
import { readInput, type Setting } from './values.ts';

/** What every node of the package shares. */
export interface Shared {
  RED: NodeRed;
  connector: Connector;
  files: FileStore;
}

/** One operation as a node: each message is one run, its output the message's payload. */
export function registerOperation(shared: Shared, definition: NodeDefinition): void {
  const { RED } = shared;
  RED.nodes.registerType(definition.type, function (config) {
    RED.nodes.createNode(this, config);
    const runs = new Set<AbortController>();
    this.on('input', async (message, send, done) => {
      const controller = new AbortController();
      runs.add(controller);
      try {
        const payload = await runOnce(shared, definition, this, config, message, controller.signal);
        send({ ...message, payload });
        done();
      } catch (error) {
        done(error as Error);
      } finally {
        runs.delete(controller);
      }
    });
    this.on('close', () => {
      for (const controller of runs) controller.abort();
    });
  });
}

/** @throws Error as Catch nodes read it */
async function runOnce(
  { RED, connector, files }: Shared,
  definition: NodeDefinition,
  node: RedNode,
  config: RedConfig,
  message: Message,
  signal: AbortSignal,
): Promise<object> {
  const status = createStatus(RED, node);
  status.running();
  try {
    const connection = definition.local
      ? undefined
      : findConnection(RED, config.connection, 'connection_missing');
    const settings = (config.input ?? {}) as Record<string, Setting>;
    const input = await readInput(definition.fields, settings, { RED, node, message, files, signal });
    const onProgress = status.progress;
    const output = await connector.run(definition.operation, input, { connection, signal, onProgress });
    status.done();
    return output;
  } catch (error) {
    const known = asConnectorError(error);
    status.failed(known.code);
    throw asNodeError(known);
  }
}
