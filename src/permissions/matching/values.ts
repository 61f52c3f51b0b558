import ipaddr from 'ipaddr.js';

/** An integer or a decimal. */
export const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** Base64 with its padding. */
export const BINARY = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The forms of ISO 8601 that the W3C lists (https://www.w3.org/TR/NOTE-datetime): a time has its zone. */
const DATE = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

/** Epoch time; four digits are a year. */
const SECONDS = /^-?(\d{1,3}|\d{5,13})$/;

/** Milliseconds since 1970 of a date in a policy or a request; undefined if it is none. */
export function timeOf(value: string): number | undefined {
  const time = SECONDS.test(value) ? Number(value) * 1000 : DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** An IPv4 or IPv6 range; an address alone is a range of one. Undefined if it is none. */
export function addressRange(value: string): ReturnType<typeof ipaddr.parseCIDR> | undefined {
  const [address = '', prefix, ...more] = value.split('/');
  const four = ipaddr.IPv4.isValidFourPartDecimal(address);
  if (more.length > 0 || !(four || (address.includes(':') && ipaddr.IPv6.isValid(address)))) return undefined;
  const bits = four ? 32 : 128;
  if (prefix === undefined) return [ipaddr.parse(address), bits] as ReturnType<typeof ipaddr.parseCIDR>;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits ? ipaddr.parseCIDR(value) : undefined;
}
