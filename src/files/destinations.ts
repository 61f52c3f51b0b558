import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { promisify } from 'node:util';

import { isPublicAddress } from './addresses.ts';
import { fail } from '../catalogue.ts';

/** Resolves a host name to all of its addresses, as `dns.lookup` does. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>;

const lookupAll = promisify(systemLookup);
export const lookupWithSystem: Lookup = (hostname) => lookupAll(hostname, { all: true });

/** Exact origins ("http://127.0.0.1:9000") that may be plain http and private. */
export type Origins = ReadonlySet<string>;

/** Reads a list of origins, and refuses an entry that is more or less than an origin. */
export function originsOf(entries: Iterable<string>): Origins {
  return new Set(
    Array.from(entries, (entry) => {
      const url = URL.canParse(entry) ? new URL(entry) : undefined;
      if (url && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href) return url.origin;
      throw fail('setup_invalid', {
        problem: `"${entry}" is not an origin.`,
        fix: 'Give an origin such as https://files.example.com or http://127.0.0.1:9000.',
      });
    }),
  );
}

export function refuse(reason: string) {
  return fail('file_url_refused', { reason });
}

/** Parses an address that we may be asked to open, and refuses what can be refused by its text alone. */
export function admitUrl(text: string, origins: Origins, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) throw refuse('it is not a URL.');
  const url = new URL(text, base?.href);
  if (url.username || url.password) throw refuse('it contains a user name or a password.');
  if (base?.protocol === 'https:' && url.protocol === 'http:')
    throw refuse('it redirects from https to http.');
  if (url.protocol === 'https:' || (url.protocol === 'http:' && origins.has(url.origin))) return url;
  throw refuse(`its scheme is ${url.protocol.slice(0, -1)}, and only https is allowed here.`);
}

/**
 * The addresses to connect to for a URL, every one of them checked; none when the DNS has none. The connection must
 * be made to these: asking the DNS again could give another answer.
 */
export async function resolveAdmitted(
  url: URL,
  origins: Origins,
  lookup: Lookup,
): Promise<readonly LookupAddress[]> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(hostname);
  const addresses = family ? [{ address: hostname, family }] : await lookup(hostname);
  const allPublic = addresses.every(({ address }) => isPublicAddress(address));
  if (allPublic || origins.has(url.origin)) return addresses;
  throw refuse(`${hostname} is not on the public Internet.`);
}
