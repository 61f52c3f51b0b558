import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import { requestOf } from './facts.ts';

/** What is told of a request when it is over. There is no key, bucket, query or body in it. */
export interface RequestRecord {
  /** Also in the header `X-Request-Id` of the answer. */
  id: string;
  method: string;
  /** The route as documented, such as `/api/operations/:name/run`; left out where there is none. */
  route?: string;
  /** The operation that was run, when it came to that. */
  operation?: string;
  /** Left out when the client had gone before it was answered. */
  status?: number;
  /** `ok`, or the code of the error. */
  code: string;
  /** From the headers' arrival to the last byte of the answer, in milliseconds. */
  ms: number;
  /** Bytes on the wire, headers included. */
  received: number;
  sent: number;
  /** Bytes that the run moved between S3 and a file, where the operation counts them. */
  transferred?: number;
}

/** Gives every request an id, and tells of it when it is over. */
export function observe(tell: (record: RequestRecord) => void): RequestHandler {
  const countNew = createCounter();
  return (request, response, next) => {
    const id = randomUUID();
    const started = performance.now();
    const { socket } = request;
    response.set('X-Request-Id', id);
    response.once('close', () => {
      const ms = Math.round((performance.now() - started) * 1000) / 1000;
      tell({ id, method: request.method, ...outcomeOf(request, response), ms, ...countNew(socket) });
    });
    next();
  };
}

function outcomeOf(request: Request, response: Response) {
  const { operation, code = 'ok', transferred } = requestOf(response);
  const facts = { route: routeOf(request), operation, transferred };
  if (!response.writableFinished) return { ...facts, code: code === 'ok' ? 'client_gone' : code };
  return { ...facts, code, status: response.statusCode };
}

/** The pattern that the request's path fits, not the path: what stands in that may be private. */
function routeOf({ route, originalUrl }: Request): string | undefined {
  const path = (route as { path?: unknown } | undefined)?.path;
  if (typeof path !== 'string') return undefined;
  const [mount = ''] = /^\/(?:api|files)(?=\/)/.exec(originalUrl) ?? [];
  return mount + path;
}

/** Sockets outlive requests: a request's bytes are those that came since the last one. */
function createCounter() {
  const counted = new WeakMap<Socket, { received: number; sent: number }>();
  return (socket: Socket) => {
    const before = counted.get(socket) ?? { received: 0, sent: 0 };
    const now = { received: socket.bytesRead, sent: socket.bytesWritten };
    counted.set(socket, now);
    return { received: now.received - before.received, sent: now.sent - before.sent };
  };
}
