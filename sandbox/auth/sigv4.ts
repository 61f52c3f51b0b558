import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { S3Request } from '../request.ts';
import { canonicalUri } from '../uri.ts';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What a signature is bound to: `20261122/us-east-1/s3/aws4_request`. */
export interface Scope {
  accessKey: string;
  date: string;
  region: string;
  service: string;
  terminator: string;
}

/** A signature as a request carries it, in its Authorization header or in its query. */
export interface Credentials {
  scope: Scope;
  /** `YYYYMMDDTHHMMSSZ`. */
  timestamp: string;
  signedHeaders: readonly string[];
  signature: string;
  sessionToken?: string;
}

export function scopeText({ date, region, service, terminator }: Scope): string {
  return `${date}/${region}/${service}/${terminator}`;
}

/** Reads `AKIA.../20261122/us-east-1/s3/aws4_request`; undefined when it is not of that form. */
export function parseCredential(credential: string): Scope | undefined {
  const [accessKey, date, region, service, terminator, ...rest] = credential.split('/');
  if (!accessKey || !date || region === undefined || !service || !terminator || rest.length > 0)
    return undefined;
  return /^\d{8}$/.test(date) ? { accessKey, date, region, service, terminator } : undefined;
}

/** Reads `20261122T130000Z`; undefined when it is no such time. */
export function parseTimestamp(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1);
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The canonical request, from the raw target and the raw headers. */
export function canonicalRequest(
  request: S3Request,
  signedHeaders: readonly string[],
  payload: string,
): string {
  const headers = signedHeaders.map(
    (name) => `${name}:${canonicalHeader(request.headers.get(name) ?? [])}\n`,
  );
  const path = canonicalUri(request.rawPath, '/');
  return [
    request.method,
    path,
    canonicalQuery(request),
    headers.join(''),
    signedHeaders.join(';'),
    payload,
  ].join('\n');
}

export function stringToSign(timestamp: string, scope: Scope, canonical: string): string {
  return [ALGORITHM, timestamp, scopeText(scope), sha256(Buffer.from(canonical, 'latin1'))].join('\n');
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function signingKey(secretKey: string, { date, region, service, terminator }: Scope): Buffer {
  return [date, region, service, terminator].reduce(hmac, Buffer.from(`AWS4${secretKey}`));
}

export function sign(key: Buffer, text: string): string {
  return hmac(key, text).toString('hex');
}

/** Compares in a time that does not tell where the two differ. */
export function sameSignature(expected: string, provided: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(provided)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'latin1').digest();
}

function canonicalHeader(values: readonly string[]): string {
  return values.map((value) => value.trim().replaceAll(/ +/g, ' ')).join(',');
}

function canonicalQuery(request: S3Request): string {
  return request.parameters
    .filter(({ name }) => name !== 'X-Amz-Signature')
    .map(({ rawName, rawValue }) => [canonicalParameter(rawName), canonicalParameter(rawValue)] as const)
    .sort(([name, value], [otherName, otherValue]) => order(name, otherName) || order(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** A plus sign in a query is a space. */
function canonicalParameter(raw: string): string {
  return canonicalUri(raw.replaceAll('+', ' '));
}

function order(first: string, second: string): number {
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
