const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `300 MiB`, to three digits. */
export function bytes(count: number): string {
  const power = count < 1 ? 0 : Math.min(Math.floor(Math.log2(count) / 10), UNITS.length - 1);
  const amount = count / 1024 ** power;
  const digits = power === 0 || amount >= 100 ? 0 : amount >= 10 ? 1 : 2;
  return `${amount.toFixed(digits).replace(/\.0+$/, '')} ${UNITS[power]}`;
}

/** `12.3 MiB/s` */
export const rate = (bytesPerSecond: number) => `${bytes(bytesPerSecond)}/s`;

/** `14 ms`, `1.2 s` */
export function milliseconds(duration: number): string {
  if (duration >= 1000) return `${(duration / 1000).toFixed(1)} s`;
  return `${duration < 9.5 ? duration.toFixed(duration < 0.95 ? 1 : 0) : Math.round(duration)} ms`;
}

/** `1 h 02 min`, `4 min 09 s`, `12 s` */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const pad = (number: number) => String(number).padStart(2, '0');
  if (hours >= 24) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  if (hours > 0) return `${hours} h ${pad(minutes)} min`;
  return minutes > 0 ? `${minutes} min ${pad(whole % 60)} s` : `${whole} s`;
}

/** A moment in this place's time: `2026-11-22 14:20:11`. */
export function moment(text: string | number): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? String(text) : date.toLocaleString('sv-SE');
}

/** A key as it is: blanks at its ends and control characters made visible. */
export const visibleKey = (key: string): string =>
  key.replace(/^ +| +$/g, (blanks) => '␣'.repeat(blanks.length)).replace(/[\p{Cc}\p{Cf}]/gu, escape);

/** The same for a place where it must not be long: cut out of its middle, since both ends tell keys apart. */
export function shortKey(key: string): string {
  const shown = visibleKey(key);
  return shown.length <= LONGEST_SHORT ? shown : `${shown.slice(0, 40)}…${shown.slice(-20)}`;
}

const LONGEST_SHORT = 72;

const escape = (character: string) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
