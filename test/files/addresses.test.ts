import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { isPublicAddress } from '../../src/files/addresses.ts';
import { createGuardedFetch } from '../../src/files/guarded-fetch.ts';
import { simulateNetwork, type SimulatedNetwork } from './network.ts';
import { clock, errorOf, fileAt } from './support.ts';

let network: SimulatedNetwork;
beforeEach(() => {
  network = simulateNetwork({});
});
afterEach(() => network.restore());

/** First address and prefix length of ranges that are not the public Internet (IANA's special registries). */
const SPECIAL_IPV4: readonly [number, number][] = [
  [0x00000000, 8], // this network
  [0x0a000000, 8], // private
  [0x64400000, 10], // shared (CGNAT)
  [0x7f000000, 8], // loopback
  [0xa9fe0000, 16], // link-local, metadata
  [0xac100000, 12], // private
  [0xc0000000, 24], // protocol assignments
  [0xc0000200, 24], // documentation
  [0xc0a80000, 16], // private
  [0xc6120000, 15], // benchmarking
  [0xc6336400, 24], // documentation
  [0xcb007100, 24], // documentation
  [0xe0000000, 4], // multicast
  [0xf0000000, 4], // reserved, broadcast
  [0xa83f8110, 32], // Azure's WireServer
];

const SPECIAL_IPV6: readonly [string, number][] = [
  ['fe80', 10], // link-local
  ['fc00', 7], // unique-local, fd00:ec2::254 among them
  ['fec0', 10], // site-local
  ['ff00', 8], // multicast
  ['0100', 16], // discard
  ['4000', 3], // not assigned
  ['2002', 16], // 6to4
  ['3fff', 20], // documentation
];

const ipv4 = fc
  .constantFrom(...SPECIAL_IPV4)
  .chain(([first, prefix]) => fc.nat(2 ** (32 - prefix) - 1).map((host) => (first | host) >>> 0));

const ipv6 = fc.constantFrom(...SPECIAL_IPV6).chain(([first, prefix]) =>
  fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }).map((groups) => {
    const free = prefix >= 16 ? 0 : 0xffff >> prefix;
    const [head = 0, second = 0, ...rest] = groups;
    // A prefix longer than one group, 3fff::/20, ends in the second one.
    const next = prefix > 16 ? second >> (prefix - 16) : second;
    return [Number.parseInt(first, 16) | (head & free), next, ...rest];
  }),
);

/** One number as people and resolvers may write it. */
const spelledNumber = (value: number) =>
  fc.constantFrom(
    String(value),
    `0${value.toString(8)}`,
    `0x${value.toString(16)}`,
    `0X00${value.toString(16)}`,
  );

/** An IPv4 address in one to four parts, the last of which takes all the bits that are left. */
const spelledIpv4 = (address: number) =>
  fc.integer({ min: 1, max: 4 }).chain((parts) => {
    const leading = [24, 16, 8].slice(0, parts - 1).map((shift) => (address >>> shift) & 0xff);
    const last = parts === 1 ? address : address & (2 ** (8 * (5 - parts)) - 1);
    return fc.tuple(...[...leading, last].map(spelledNumber)).map((texts) => texts.join('.'));
  });

const dotted = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
const groups = (address: number) => `${(address >>> 16).toString(16)}:${(address & 0xffff).toString(16)}`;

/** An IPv4 address within an IPv6 address: mapped, compatible, translated (NAT64, SIIT), 6to4, Teredo. */
const embedded = (address: number) =>
  fc.constantFrom(
    `::ffff:${groups(address)}`,
    `::ffff:${dotted(address)}`,
    `0:0:0:0:0:FFFF:${dotted(address)}`,
    `::${groups(address)}`,
    `::${dotted(address)}`,
    `64:ff9b::${groups(address)}`,
    `64:ff9b::${dotted(address)}`,
    `64:ff9b:1::${groups(address)}`,
    `::ffff:0:${groups(address)}`,
    `2002:${groups(address)}::1`,
    `2001:0:${groups(address)}::1`,
  );

const spelledIpv6 = (parts: readonly number[]) =>
  fc.constantFrom(
    parts.map((part) => part.toString(16)).join(':'),
    parts.map((part) => part.toString(16).padStart(4, '0').toUpperCase()).join(':'),
  );

const hosts = fc.oneof(
  ipv4.chain(spelledIpv4),
  ipv4.chain(embedded).map((address) => `[${address}]`),
  ipv6.chain(spelledIpv6).map((address) => `[${address}]`),
  fc.constantFrom(
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '127.0.0.1.',
    '127。0。0。1',
    '①27.0.0.1',
    '%31%32%37.1',
  ),
);

test('no special address is connected to, in whatever spelling a URL gives it', async () => {
  const open = createGuardedFetch({ clock, lookup: () => expect.fail('an address needs no DNS') });
  await fc.assert(
    fc.asyncProperty(hosts, async (host) => {
      expect(await errorOf(open(fileAt(`https://${host}/`)))).toMatchObject({ code: 'file_url_refused' });
      expect(network.attempts).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('no special address is connected to when the DNS gives it', async () => {
  const answers = fc.oneof(
    ipv4.map(dotted),
    ipv4.chain(embedded),
    ipv6.chain(spelledIpv6),
    fc.constant('fe80::1%eth0'),
  );
  await fc.assert(
    fc.asyncProperty(answers, async (address) => {
      const lookup = async () => [{ address, family: address.includes(':') ? 6 : 4 }];
      const open = createGuardedFetch({ clock, lookup });
      expect(await errorOf(open(fileAt('https://x.test/')))).toMatchObject({ code: 'file_url_refused' });
      expect(network.attempts).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  '52.216.0.1',
  '8.8.8.8',
  '1.1.1.1',
  '100.63.255.255',
  '172.32.0.1',
  '2600:1fa0:8000::1',
  '2a05:d050::1',
])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

test.each(['', 'localhost', '256.0.0.1', '1.2.3.4.5', ':::', '1.2.3.4/8'])('"%s" is not an address', (text) =>
  expect(isPublicAddress(text)).toBe(false),
);
