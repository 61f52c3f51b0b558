import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo, Server } from 'node:net';

const read = (name: string) => readFileSync(new URL(`certificates/${name}.pem`, import.meta.url), 'utf8');

/**
 * A certificate that nothing but these tests trusts, for a hundred years. Made by `openssl req -x509 -newkey ec
 * -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=files.example.test
 * -addext subjectAltName=DNS:files.example.test,DNS:other.example.test,IP:93.184.216.34`.
 */
export const certificate = read('certificate');

export interface TestServer {
  port: number;
  origin: string;
  /** The requests it got, in their order. */
  requests: http.IncomingMessage[];
}

const running = new Set<Server & { closeAllConnections(): void }>();

/** Starts a server on a free port of 127.0.0.1; `stopServers` ends it. */
export async function serve(handler: http.RequestListener, { tls = false } = {}): Promise<TestServer> {
  const requests: http.IncomingMessage[] = [];
  const listener: http.RequestListener = (request, response) => {
    requests.push(request);
    handler(request, response);
  };
  const server = tls
    ? https.createServer({ cert: certificate, key: read('key') }, listener)
    : http.createServer(listener);
  running.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`, requests };
}

export async function stopServers(): Promise<void> {
  const stopping = [...running].map((server) => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  running.clear();
  await Promise.all(stopping);
}
