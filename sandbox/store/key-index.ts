import type { KeyRecord } from './types.ts';

/**
 * Orders two keys by their UTF-8 bytes, as S3 lists them.
 * JavaScript compares UTF-16 units, which puts surrogates before U+E000 to U+FFFF.
 */
export function compareKeys(first: string, second: string): number {
  const length = Math.min(first.length, second.length);
  for (let index = 0; index < length; index += 1) {
    const left = first.charCodeAt(index);
    const right = second.charCodeAt(index);
    if (left !== right) return byteOrder(left) - byteOrder(right);
  }
  return first.length - second.length;
}

function byteOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** The keys of one bucket in listing order, found by binary search. */
export class KeyIndex {
  readonly #records = new Map<string, KeyRecord>();
  readonly #keys: string[] = [];

  get size(): number {
    return this.#keys.length;
  }

  get(key: string): KeyRecord | undefined {
    return this.#records.get(key);
  }

  set(record: KeyRecord): void {
    if (!this.#records.has(record.key)) this.#keys.splice(this.position(record.key), 0, record.key);
    this.#records.set(record.key, record);
  }

  delete(key: string): void {
    if (this.#records.delete(key)) this.#keys.splice(this.position(key), 1);
  }

  /** Records from a position in listing order on. */
  *from(position: number): Generator<KeyRecord> {
    for (let index = position; index < this.#keys.length; index += 1) {
      yield this.#records.get(this.#keys[index] as string) as KeyRecord;
    }
  }

  at(position: number): KeyRecord | undefined {
    const key = this.#keys[position];
    return key === undefined ? undefined : this.#records.get(key);
  }

  /** The position of the first key that is not before `key`. */
  position(key: string): number {
    return this.#search((candidate) => compareKeys(candidate, key) < 0);
  }

  /** The position of the first key after `key`. */
  positionAfter(key: string): number {
    return this.#search((candidate) => compareKeys(candidate, key) <= 0);
  }

  /** The position of the first key after all that begin with `prefix`, at or after `start`. */
  positionAfterPrefix(prefix: string): number {
    return this.#search((candidate) => candidate.startsWith(prefix) || compareKeys(candidate, prefix) < 0);
  }

  #search(before: (key: string) => boolean): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(this.#keys[middle] as string)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
