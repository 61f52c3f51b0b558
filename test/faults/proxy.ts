import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request on its way: what a fault decides by. */
export interface Passing {
  method: string;
  /** The path as it was sent. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** What the server answered, once it has. */
  status?: number;
}

/** Answers a request in the server's place. */
export type Fault = (response: ServerResponse) => void;

export interface FaultProxy {
  endpoint: string;
  /** Everything that was asked so far. */
  seen: Passing[];
  /** Decides for each request whether it meets a fault; without one it passes. */
  inject(rule: (passing: Passing) => Fault | undefined): void;
  close(): Promise<void>;
}

/** An HTTP proxy in front of an S3 server that lets everything through but what the rule picks out. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const seen: Passing[] = [];
  let rule: Parameters<FaultProxy['inject']>[0] = () => undefined;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', target);
    const passing: Passing = {
      method: request.method ?? '',
      path: (request.url ?? '').split('?')[0] ?? '',
      query: url.searchParams,
      headers: request.headers,
    };
    seen.push(passing);
    const fault = rule(passing);
    if (fault) {
      request.resume();
      request.on('end', () => fault(response));
    } else forward(request, response, target, passing);
  });
  const endpoint = await listen(server);
  return {
    endpoint,
    seen,
    inject: (next) => {
      rule = next;
    },
    close: () => stop(server),
  };
}

/** Path and headers go on as they came, Host included: the signature covers them. */
function forward(request: IncomingMessage, response: ServerResponse, target: string, passing: Passing): void {
  const { hostname, port } = new URL(target);
  const onward = httpRequest(
    { hostname, port, method: request.method, path: request.url, headers: request.headers },
    (answer) => {
      passing.status = answer.statusCode;
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** S3's error document, with a status that may well be 200. */
export const answerError =
  (status: number, code: string, message = 'As the test wants it.'): Fault =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>FAULT</RequestId></Error>`,
    );
  };

/** Breaks the connection in place of an answer. */
export const breakConnection: Fault = (response) => response.destroy();
