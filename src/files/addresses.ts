import ipaddr from 'ipaddr.js';

/** What is routed on the public Internet today; the rest of IPv6 is unassigned, embeds IPv4 or stays local. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Platform services on addresses that look public: Azure's WireServer, which hands out machine configuration. */
const METADATA: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an IP address belongs to the public Internet. Refused are private, loopback, link-local, unique-local,
 * metadata, multicast, unspecified, shared (CGNAT), reserved and documentation addresses, and every IPv6 form
 * that carries an IPv4 address within it (mapped, compatible, NAT64, 6to4, Teredo). What cannot be parsed is not
 * public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || METADATA.has(parsed.toString())) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6);
}
