import type { LookupAddress } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';

import { onAbort } from './waiting.ts';

export interface RequestLimits {
  /** How long reaching the host may take: DNS, and then TCP and TLS together. */
  connectTimeoutSeconds: number;
  /** How long the host may send nothing. */
  idleTimeoutSeconds: number;
  /** Certificates to trust, in PEM, in place of the ones that come with Node. */
  certificateAuthorities?: string | string[];
}

/** Sends one GET to one of the addresses given, and to no other; resolves with the answer, its body unread. */
export function sendRequest(
  url: URL,
  addresses: readonly LookupAddress[],
  limits: RequestLimits,
  signal?: AbortSignal,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = prepare(url, addresses, limits);
    limitConnecting(request, url, limits.connectTimeoutSeconds);
    const silence = () => request.destroy(new Error(`no answer within ${limits.idleTimeoutSeconds} seconds`));
    request.setTimeout(limits.idleTimeoutSeconds * 1000).once('timeout', silence);
    const stopListening = onAbort(signal, (error) => request.destroy(error));
    request.on('error', reject);
    request.once('close', stopListening);
    request.once('response', (response) => {
      request.off('timeout', silence);
      stopListening();
      resolve(response);
    });
    request.end();
  });
}

function prepare(url: URL, addresses: readonly LookupAddress[], limits: RequestLimits): http.ClientRequest {
  const send = url.protocol === 'https:' ? https.request : http.request;
  return send(url, {
    // A connection of its own: none is shared, none outlives the file, and no agent brings in a proxy.
    agent: false,
    lookup: answerWith(addresses),
    ca: limits.certificateAuthorities,
    // Said, because NODE_TLS_REJECT_UNAUTHORIZED would decide otherwise.
    rejectUnauthorized: true,
    // The stored bytes are wanted, whatever they are: a compressed answer would be other bytes.
    headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'aws-s3-connector' },
  });
}

/** Answers with the addresses that were checked, so that a second answer of the DNS can change nothing. */
function answerWith(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

function limitConnecting(request: http.ClientRequest, url: URL, seconds: number): void {
  const late = () => request.destroy(new Error(`no connection within ${seconds} seconds`));
  const timer = setTimeout(late, seconds * 1000);
  const stop = () => clearTimeout(timer);
  const connected = url.protocol === 'https:' ? 'secureConnect' : 'connect';
  request.once('socket', (socket) => socket.once(connected, stop));
  request.once('close', stop);
}
