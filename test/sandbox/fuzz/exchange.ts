import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { FuzzRequest } from './requests.ts';

/** Nothing that is asked here takes so long, unless it never ends. */
const HANG_MILLISECONDS = 30_000;

const EVENTS = ['data', 'close', 'end', 'timeout'];

/** What a connection said before it ended; an empty one was closed without a word. */
export type Answer = { hangs: boolean; text: string };

/** Sends requests one after the other, on one connection as long as the server keeps it. */
export class Exchange {
  readonly #port: number;
  #socket: Socket | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** Sends a request. Where only the end of the connection can end its answer, no more is sent after it. */
  send({ bytes, wellFramed }: FuzzRequest): Promise<Answer> {
    const socket = this.#open();
    return new Promise((resolve) => {
      let received = Buffer.alloc(0);
      const finish = (hangs: boolean) => {
        for (const event of EVENTS) socket.removeAllListeners(event);
        if (!wellFramed || hangs) this.close();
        resolve({ hangs, text: received.toString('latin1') });
      };
      socket.on('data', (chunk: Buffer) => {
        received = Buffer.concat([received, chunk]);
        if (wellFramed && isWhole(bytes, received)) finish(false);
      });
      socket.once('close', () => finish(false));
      socket.once('end', () => this.close());
      socket.setTimeout(HANG_MILLISECONDS).once('timeout', () => finish(true));
      if (wellFramed) socket.write(bytes);
      else socket.end(bytes);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Socket {
    if (this.#socket?.writable !== true) {
      this.#socket = connect({ port: this.#port, host: '127.0.0.1' }).on('error', () => undefined);
    }
    return this.#socket;
  }
}

/** Whether an answer's end has arrived. */
function isWhole(request: Buffer, answer: Buffer): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const head = answer.subarray(0, end).toString('latin1');
  const status = Number(head.slice(9, 12));
  if (status === 204 || status === 304 || request.subarray(0, 5).toString() === 'HEAD ') return true;
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (length !== undefined) return answer.length >= end + 4 + Number(length);
  return /^transfer-encoding: chunked$/im.test(head) && answer.subarray(-5).toString() === '0\r\n\r\n';
}
