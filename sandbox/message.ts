import type { IncomingMessage } from 'node:http';

/** Whether the client broke its request off: what fails then is no defect, and nobody hears an answer. */
export function isGone(message: IncomingMessage): boolean {
  return message.errored !== null;
}

/** What a request carries. Who stops reading it does not end the connection: a refusal must still be sent. */
export function bytesOf(message: IncomingMessage): AsyncIterable<Uint8Array> {
  return message.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
}

/** Reads what nobody wanted of a request: before that the connection cannot take another. */
export function readRest(message: IncomingMessage): void {
  message.resume();
}
