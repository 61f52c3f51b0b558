import {
  ProtocolError,
  ProtocolErrorCode,
  type CallToolRequest,
  type CallToolResult,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Connector, ManifestOperation } from '../../connector/index.ts';
import { checkBeforeCall } from '../shared/before-call.ts';
import { ask, mustConfirm, type Seal } from './confirmation.ts';
import { fail } from './errors.ts';
import type { Host } from './host.ts';
import { createProgress } from './progress.ts';
import { failureOf, resultOf } from './results.ts';

/** What a call needs to know beyond the request. */
export interface Caller {
  seal: Seal;
  /** Whether the client can put a question to a person. */
  canAsk: boolean;
}

/**
 * Runs a tool. What goes wrong with the operation is a result with `isError`, which models see and can act on.
 * @throws ProtocolError when there is no such tool
 */
export async function callTool(
  host: Host,
  { params }: CallToolRequest,
  context: ServerContext,
  caller: Caller,
): Promise<CallToolResult | InputRequiredResult> {
  const { name, arguments: input = {} } = params;
  const operation = find(host, name);
  try {
    if (!operation) throw fail('read_only', { operation: name });
    if (mustConfirm(host, operation)) {
      const { connector, connection } = host;
      // Nobody is asked about what would be refused anyway.
      await checkBeforeCall(connector, name, input, { connection, signal: context.mcpReq.signal });
      const question = await ask(operation, input, context, caller.seal, caller.canAsk);
      if (question) return question;
    }
    return await run(host, operation, input, context);
  } catch (error) {
    return failureOf(error);
  }
}

/** The operation; undefined when it exists and is not offered. */
function find({ connector, operations }: Host, name: string): ManifestOperation | undefined {
  const known: Connector['operations'] & Readonly<Record<string, object>> = connector.operations;
  if (Object.hasOwn(known, name)) return operations.get(name);
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool "${name.slice(0, 100)}".`);
}

async function run(host: Host, operation: ManifestOperation, input: object, context: ServerContext) {
  const progress = createProgress(context);
  const output = await host.connector.run(operation.name, input, {
    connection: operation.local ? undefined : host.connection,
    signal: context.mcpReq.signal,
    onProgress: progress.report,
  });
  await progress.told();
  return resultOf(output);
}
