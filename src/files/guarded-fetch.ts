import type { IncomingMessage } from 'node:http';

import { fail } from '../catalogue.ts';
import { ConnectorError } from '../errors.ts';
import { openBody } from './body.ts';
import {
  admitUrl,
  lookupWithSystem,
  originsOf,
  resolveAdmitted,
  type Lookup,
  type Origins,
} from './destinations.ts';
import { ensureFresh, type Clock } from './expiry.ts';
import { sendRequest, type RequestLimits } from './request.ts';
import type { FileObject, OpenFile } from './store.ts';
import { ensureRunning, waitAtMost } from './waiting.ts';

/**
 * The largest object S3 holds, in bytes: 10,000 parts of 5 GiB.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 */
export const LARGEST_OBJECT = 10_000 * 5 * 2 ** 30;

const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);

export interface GuardedFetchOptions extends Partial<RequestLimits> {
  /** Exact origins ("http://127.0.0.1:9000") that may be plain http and need not be public. Default: none. */
  allowedOrigins?: Iterable<string>;
  /** The largest file read, in bytes. Default: the largest object S3 holds. */
  maximumBytes?: number;
  /** Default: 5. */
  maximumRedirects?: number;
  /** Tells whether a file object has expired. Default: the system's clock. */
  clock?: Clock;
  /** Resolves host names. Default: as the system does. */
  lookup?: Lookup;
}

export interface OpenOptions {
  signal?: AbortSignal;
  /** More allowed origins, for this file only: the connection's own endpoint. */
  allowedOrigins?: Iterable<string>;
}

/** Opens a file object's URL for reading. */
export type GuardedFetch = (file: FileObject, options?: OpenOptions) => Promise<OpenFile>;

type Settings = Required<Omit<GuardedFetchOptions, 'certificateAuthorities' | 'allowedOrigins'>> &
  RequestLimits;

interface Fetching extends Settings {
  name: string;
  origins: Origins;
  signal?: AbortSignal;
}

/**
 * Makes the function that reads files from addresses that others chose. It goes to public https addresses and to
 * the allowed origins only, checks each address after DNS and on every redirect, connects to the very address that
 * was checked, sends no credentials and uses no proxy.
 *
 * The function throws `file_expired`, `file_url_refused`, `file_unreadable`, `file_too_large` and `cancelled`; its
 * stream fails with `file_interrupted`, `file_too_large` or `cancelled`. Bytes come as they are stored: an encoding
 * that the host applied is not undone.
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const settings = settingsOf(options);
  const standing = originsOf(options.allowedOrigins ?? []);
  return async (file, { signal, allowedOrigins = [] } = {}) => {
    ensureFresh(file, settings.clock);
    ensureRunning(signal);
    const origins = new Set([...standing, ...originsOf(allowedOrigins)]);
    const fetching: Fetching = { ...settings, name: file.name, origins, signal };
    const response = await follow(admitUrl(file.url, origins), fetching);
    return openOrClose(response, fetching);
  };
}

function settingsOf(options: GuardedFetchOptions): Settings {
  return {
    maximumBytes: options.maximumBytes ?? LARGEST_OBJECT,
    maximumRedirects: options.maximumRedirects ?? 5,
    connectTimeoutSeconds: options.connectTimeoutSeconds ?? 10,
    idleTimeoutSeconds: options.idleTimeoutSeconds ?? 60,
    certificateAuthorities: options.certificateAuthorities,
    clock: options.clock ?? (() => new Date()),
    lookup: options.lookup ?? lookupWithSystem,
  };
}

async function follow(start: URL, fetching: Fetching): Promise<IncomingMessage> {
  let url = start;
  for (let redirects = 0; redirects <= fetching.maximumRedirects; redirects += 1) {
    const response = await ask(url, fetching);
    if (response.statusCode === 200) return response;
    response.destroy();
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode) || !location) throw refusal(url, response, fetching);
    url = admitUrl(location, fetching.origins, url);
  }
  const { name, maximumRedirects } = fetching;
  throw fail('file_unreadable', { name, reason: `it redirects more than ${maximumRedirects} times.` });
}

/** One request. Errors name the host and never the rest of the URL, which may be a secret. */
async function ask(url: URL, fetching: Fetching): Promise<IncomingMessage> {
  const { name, origins, signal, lookup, connectTimeoutSeconds } = fetching;
  try {
    const tooLate = () => new Error(`no answer of the DNS within ${connectTimeoutSeconds} seconds`);
    const resolved = resolveAdmitted(url, origins, lookup);
    const addresses = await waitAtMost(connectTimeoutSeconds, resolved, tooLate, signal);
    if (addresses.length === 0) throw unreachable(url, name, 'the DNS has no address for it');
    return await sendRequest(url, addresses, fetching, signal);
  } catch (error) {
    if (ConnectorError.is(error)) throw error;
    throw unreachable(url, name, reasonOf(error), error);
  }
}

function unreachable(url: URL, name: string, why: string, cause?: unknown): ConnectorError {
  const reason = `${url.host} cannot be reached (${why}).`;
  return fail('file_unreadable', { name, reason }, { retryable: true, cause });
}

/** An error of several attempts to connect has a code and no message. */
function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || 'no reason given';
}

function refusal(url: URL, { statusCode: status = 0 }: IncomingMessage, { name }: Fetching): ConnectorError {
  const hint = status === 403 ? '; its link may have expired' : '';
  const retryable = status >= 500 || status === 429;
  return fail(
    'file_unreadable',
    { name, reason: `${url.host} answered ${status}${hint}.` },
    { status, retryable },
  );
}

function openOrClose(response: IncomingMessage, fetching: Fetching): OpenFile {
  try {
    return openBody(response, fetching);
  } catch (error) {
    response.destroy();
    throw error;
  }
}
