import { ROUTES } from '../../../sandbox/routes.ts';
import type { SandboxAddress } from '../../fixtures/sandbox-process.ts';
import { signRequest } from '../../fixtures/raw-s3.ts';
import type { RawRequest } from '../../fixtures/raw-s3.ts';
import { FORM_BOUNDARY, callFor, documentFor, formFor } from './documents.ts';
import { Chance } from './random.ts';
import { BUCKETS, HEADERS, HOSTS, KEYS, MEANT, METHODS, PARAMETERS, VALUES } from './words.ts';

/** A request in bytes, as it goes over a connection of its own. */
export interface FuzzRequest {
  bytes: Buffer;
  /** Whether the server can know where it ends, and so may keep the connection. */
  wellFramed: boolean;
}

/** What answers have told, for requests to come: upload ids, version ids, tokens. */
export type Memories = string[];

/** Makes the request of that number: the same seed and memories make the same one. */
export function makeRequest(
  server: SandboxAddress,
  seed: number,
  number: number,
  memories: Memories,
): FuzzRequest {
  const chance = new Chance(seed * 1_000_003 + number);
  const request = signed(chance, server, plainRequest(chance, memories));
  const bytes = toBytes(request, chance);
  if (chance.happens(0.85)) return { bytes, wellFramed: !/transfer-encoding|expect/.test(headText(bytes)) };
  return { bytes: chance.spoil(bytes), wellFramed: false };
}

const headText = (bytes: Buffer) => bytes.subarray(0, 8192).toString('latin1').toLowerCase();

function plainRequest(chance: Chance, memories: Memories): RawRequest {
  if (chance.happens(0.04)) return queryCall(chance);
  if (chance.happens(0.04)) return form(chance);
  if (chance.happens(0.3)) return groundwork(chance);
  const route = chance.of(chance.happens(0.95) ? HANDLED : ROUTES);
  const method = chance.happens(0.9) ? route.method : chance.of(METHODS);
  const parameters = [
    ...route.query.map((name) => parameter(chance, memories, name)),
    ...chance
      .some(PARAMETERS, 3)
      .filter((name) => !DECIDING.test(name) || chance.happens(0.2))
      .map((name) => parameter(chance, memories, name)),
  ];
  const path = pathFor(chance, route.level);
  const query = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return {
    method,
    target: `${path}${query}`,
    headers: { ...headersFor(chance), ...(route.header && { [route.header]: copySource(chance) }) },
    body: method === 'GET' || method === 'HEAD' ? '' : bodyFor(chance, route.query[0] ?? ''),
    host: chance.happens(0.04) ? chance.of(HOSTS) : undefined,
  };
}

const HANDLED = ROUTES.filter(({ handler, name }) => handler !== undefined && name !== 'DeleteBucket');

/** Parameters that make a request another one, or an unsigned one. */
const DECIDING = /^(uploadId|partNumber|select-type|X-Amz-.*|AWSAccessKeyId|Signature)$/;

/** What later requests find. */
function groundwork(chance: Chance): RawRequest {
  const bucket = chance.of(BUCKETS.slice(0, 3));
  const key = `/${bucket}/${chance.of(KEYS.slice(0, 5))}`;
  const headers = chance.happens(0.3) ? headersFor(chance) : {};
  return chance.of<RawRequest>([
    { method: 'PUT', target: key, headers, body: 'hello' },
    { method: 'PUT', target: key, headers, body: 'hello' },
    { method: 'POST', target: `${key}?uploads`, headers },
    { method: 'DELETE', target: `/${bucket}?${chance.of(['policy', 'encryption', 'publicAccessBlock'])}` },
    chance.happens(0.9)
      ? { method: 'PUT', target: `/${bucket}`, headers }
      : { method: 'DELETE', target: `/${bucket}` },
  ]);
}

function parameter(chance: Chance, memories: Memories, name: string): string {
  if (name.includes('=')) return name;
  if (ROUTES.some(({ query }) => query[0] === name) && name !== 'uploadId') return name;
  const isId = /^(uploadId|versionId|continuation-token|.*marker)$/.test(name);
  const value = isId && chance.happens(0.7) ? chance.of(memories) : valueFor(chance, name);
  return `${name}=${encodeURIComponent(value ?? '').replaceAll('%25', '%')}`;
}

function pathFor(chance: Chance, level: 'service' | 'bucket' | 'object'): string {
  if (level === 'service') return '/';
  const bucket = chance.happens(0.9) ? chance.of(BUCKETS.slice(0, 3)) : chance.of(BUCKETS);
  if (level === 'bucket') return `/${bucket}`;
  return `/${bucket}/${chance.happens(0.6) ? chance.of(KEYS.slice(0, 5)) : chance.of(KEYS)}`;
}

const copySource = (chance: Chance) =>
  `${chance.of(BUCKETS)}/${chance.of(KEYS.slice(0, -2))}${chance.happens(0.2) ? '?versionId=null' : ''}`;

function headersFor(chance: Chance): Record<string, string> {
  const names = chance.some(HEADERS, 5).filter((name) => !FRAMING.has(name) || chance.happens(0.2));
  return Object.fromEntries(names.map((name) => [name, valueFor(chance, name)]));
}

const valueFor = (chance: Chance, name: string) =>
  chance.of((chance.happens(0.7) ? MEANT[name] : undefined) ?? VALUES);

/** Headers that most requests die of, before anything else about them is looked at. */
const FRAMING: ReadonlySet<string> = new Set([
  'transfer-encoding',
  'expect',
  'connection',
  'authorization',
  'date',
  'x-amz-security-token',
  'x-amz-decoded-content-length',
  'x-amz-expected-bucket-owner',
]);

function bodyFor(chance: Chance, subresource: string): Buffer {
  if (chance.happens(0.6)) return documentFor(chance, subresource);
  if (chance.happens(0.5)) return Buffer.from('hello');
  return chance.happens(0.05) ? Buffer.alloc(300_000, 'large') : chance.bytes(chance.below(200));
}

function queryCall(chance: Chance): RawRequest {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', target: '/', headers, body: callFor(chance) };
}

function form(chance: Chance): RawRequest {
  const headers = { 'content-type': `multipart/form-data; boundary=${FORM_BOUNDARY}` };
  return { method: 'POST', target: `/${chance.of(BUCKETS)}`, headers, body: formFor(chance) };
}

/** Most are the administrator's, as what is refused at the door finds nothing; chunks are framed as they should be, or not. */
function signed(chance: Chance, server: SandboxAddress, request: RawRequest): RawRequest {
  if (chance.happens(0.08)) return request;
  const service = request.target === '/' && request.method === 'POST' ? 'sts' : 's3';
  const user = chance.happens(0.85) ? server : (chance.of(server.users) ?? server);
  const signing = { service, accessKey: user.access_key, secretKey: user.secret_key };
  if (request.method !== 'PUT' || chance.happens(0.85)) return signRequest(server, request, signing);
  const content = Buffer.from(request.body ?? '');
  const payload = chance.of(STREAMING);
  const headers = { ...request.headers, 'x-amz-decoded-content-length': String(content.length) };
  const body = chunks(chance, content);
  return signRequest(server, { ...request, headers, body }, { ...signing, payload });
}

const STREAMING = [
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'STREAMING-NOTHING',
  'UNSIGNED-PAYLOAD',
];

function chunks(chance: Chance, content: Buffer): Buffer {
  const size = chance.happens(0.8) ? content.length.toString(16) : chance.of(['-1', 'g', 'ffffffffffff', '']);
  const extension = chance.happens(0.3) ? `;chunk-signature=${'a'.repeat(64)}` : '';
  const trailer = chance.of(['', 'x-amz-checksum-crc32:AAAAAA==\r\n', ':\r\n', 'a'.repeat(5000)]);
  const framed = Buffer.concat([
    Buffer.from(`${size}${extension}\r\n`),
    content,
    Buffer.from(`\r\n0${extension}\r\n${trailer}\r\n`),
  ]);
  return chance.happens(0.3) ? chance.spoil(framed) : framed;
}

function toBytes(
  { method = 'GET', target, headers = {}, body = '', host }: RawRequest,
  chance: Chance,
): Buffer {
  const content = Buffer.from(body);
  const all = { host: host ?? '127.0.0.1', 'content-length': String(content.length), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  if (chance.happens(0.01)) lines.push(`x-amz-meta-large: ${'m'.repeat(20_000)}\r\n`);
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
  return Buffer.concat([head, content]);
}
