import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { readAddress } from './addressing.ts';
import type { Address } from './addressing.ts';
import { decodeUri } from './uri.ts';

/** A query parameter as it was sent, and decoded. */
export interface QueryParameter {
  rawName: string;
  rawValue: string;
  name: string;
  value: string;
}

/** One request, taken apart without losing its raw form, which the signature is computed over. */
export class S3Request {
  readonly method: string;
  readonly rawPath: string;
  readonly parameters: readonly QueryParameter[];
  /** Lower-case name to every value, in order, as the bytes came (latin-1). */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly address: Address;
  readonly remoteAddress: string;
  /** The version of TLS it came over, for example `1.3`. */
  readonly tlsVersion: string | undefined;

  constructor(message: IncomingMessage) {
    const target = message.url ?? '/';
    const mark = target.indexOf('?');
    this.method = message.method ?? 'GET';
    this.headers = groupHeaders(message.rawHeaders);
    this.rawPath = pathOf(mark === -1 ? target : target.slice(0, mark));
    this.parameters = mark === -1 ? [] : parseQuery(target.slice(mark + 1));
    this.address = readAddress(this.header('host') ?? '', this.rawPath);
    this.remoteAddress = message.socket.remoteAddress ?? '';
    this.tlsVersion = tlsVersion(message.socket);
  }

  /** The same request with other headers and another address, as a form's fields tell them. */
  as(changes: Pick<S3Request, 'headers' | 'address'>): S3Request {
    return Object.assign(Object.create(S3Request.prototype) as S3Request, this, changes);
  }

  /** A header's first value, as latin-1. */
  header(name: string): string | undefined {
    return this.headers.get(name)?.[0];
  }

  /** A query parameter's first value; names are case-sensitive. */
  parameter(name: string): string | undefined {
    return this.parameters.find((parameter) => parameter.name === name)?.value;
  }
}

function tlsVersion(socket: Socket): string | undefined {
  return socket instanceof TLSSocket ? socket.getProtocol()?.replace('TLSv', '') : undefined;
}

/** A proxy-style target (`GET http://host/path`) is reduced to its path. */
function pathOf(target: string): string {
  return target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/]*/i, '') || '/';
}

function parseQuery(query: string): QueryParameter[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const mark = pair.indexOf('=');
      const rawName = mark === -1 ? pair : pair.slice(0, mark);
      const rawValue = mark === -1 ? '' : pair.slice(mark + 1);
      return { rawName, rawValue, name: decodeForm(rawName), value: decodeForm(rawValue) };
    });
}

function decodeForm(text: string): string {
  return decodeUri(text.replaceAll('+', ' '));
}

function groupHeaders(rawHeaders: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] as string).toLowerCase();
    const value = rawHeaders[index + 1] as string;
    headers.set(name, [...(headers.get(name) ?? []), value]);
  }
  return headers;
}
