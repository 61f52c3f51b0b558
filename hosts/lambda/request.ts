import { fail } from './errors.ts';

/** What an event, or a message of a queue, asks for. */
export interface OperationRequest {
  operation: string;
  input: unknown;
  /** The name of a connection of the function's. */
  connection?: string;
}

const MEMBERS: ReadonlySet<string> = new Set(['operation', 'input', 'connection']);

/**
 * Reads a request. No error repeats a value: an event that is not understood may hold anything.
 * @throws ConnectorError `event_malformed`, `connection_in_event`
 */
export function readRequest(event: unknown): OperationRequest {
  const refuse = (reason: string) => fail('event_malformed', { reason });
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    throw refuse('it is not an object.');
  const { operation, input = {}, connection } = event as Record<string, unknown>;
  if (typeof operation !== 'string') throw refuse('"operation" is not the name of one.');
  if (typeof connection === 'object' && connection !== null) throw fail('connection_in_event');
  if (connection !== undefined && typeof connection !== 'string')
    throw refuse('"connection" is not the name of one.');
  const stranger = Object.keys(event).find((member) => !MEMBERS.has(member));
  if (stranger !== undefined)
    throw refuse(`it has a member "${stranger.slice(0, 100)}", which means nothing.`);
  return { operation, input, connection };
}

/** @throws ConnectorError `body_not_json`, and what `readRequest` throws */
export function readMessage(body: unknown): OperationRequest {
  return readRequest(parsed(body));
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(body as string);
  } catch {
    // Without the cause, which quotes the body.
    throw fail('body_not_json');
  }
}
