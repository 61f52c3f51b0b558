import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConnectorError } from '../../../connector/index.ts';
import { fail } from '../../shared/tray/errors.ts';
import { exactly } from '../../shared/tray/exactly.ts';

export interface Offer {
  url: string;
  /** Waits until the bytes were sent to their end. @throws ConnectorError when they were not, or not asked for */
  complete(): Promise<void>;
  /** Ends it all; gives the error of the content itself, if that is what failed. */
  close(): Promise<ConnectorError | undefined>;
}

interface Content {
  name: string;
  mime_type: string;
  size?: number;
}

/**
 * Offers a stream at an address of this machine that nobody can guess, to the first who asks. Whoever reads it
 * notices when it ends early: the connection breaks off.
 */
export async function offerOnce(content: Readable, file: Content, signal?: AbortSignal): Promise<Offer> {
  const { name } = file;
  const path = `/${randomBytes(16).toString('hex')}`;
  let sending: Promise<void> | undefined;
  const server = createServer((request, response) => {
    if (request.url !== path || sending) return void response.writeHead(404).end();
    sending = send(content, file, response, signal);
    // Looked at by whoever completes or closes the offer.
    sending.catch(() => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    complete: async () => {
      if (!sending) throw fail('file_store_failed', { name, reason: 'its bytes were not taken.' });
      await sending.catch((error: unknown) => {
        throw explained(error, name);
      });
    },
    close: async () => {
      const failure = content.errored;
      server.close();
      server.closeAllConnections();
      const ended = await sending?.catch((error: unknown) => error);
      content.destroy();
      if (ConnectorError.is(ended)) return ended;
      return failure ? explained(failure, name) : undefined;
    },
  };
}

async function send(content: Readable, file: Content, response: ServerResponse, signal?: AbortSignal) {
  // No Content-Encoding, whatever the object has: a client would undo it.
  const length = file.size === undefined ? {} : { 'Content-Length': file.size };
  response.writeHead(200, { 'Content-Type': file.mime_type, ...length });
  await pipeline(content, exactly(file), response, { signal });
}

const explained = (error: unknown, name: string) =>
  ConnectorError.is(error)
    ? error
    : fail('file_interrupted', { name, reason: (error as Error).message }, { cause: error });
