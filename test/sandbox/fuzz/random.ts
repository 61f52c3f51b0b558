/** Chance that can be repeated: the same seed gives the same numbers (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to 1, without 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** True so many times out of one. */
  happens(share: number): boolean {
    return this.next() < share;
  }

  of<Choice>(choices: readonly Choice[]): Choice {
    return choices[this.below(choices.length)] as Choice;
  }

  /** Some of them, mostly few. */
  some<Choice>(choices: readonly Choice[], most: number): Choice[] {
    return Array.from({ length: this.below(this.below(most + 1) + 1) }, () => this.of(choices));
  }

  bytes(size: number): Buffer {
    return Buffer.from(Array.from({ length: size }, () => this.below(256)));
  }

  /** Spoils a text or a request here and there: bytes change, go, come twice, or the end is missing. */
  spoil(content: Buffer): Buffer {
    let spoilt = content;
    for (let times = this.below(4) + 1; times > 0; times -= 1) {
      const start = this.below(spoilt.length + 1);
      const end = Math.min(start + this.below(12), spoilt.length);
      const [before, between, after] = [
        spoilt.subarray(0, start),
        spoilt.subarray(start, end),
        spoilt.subarray(end),
      ];
      const ways = [
        [before, this.bytes(between.length), after],
        [before, after],
        [before, between, between, after],
        [before, Buffer.from(this.of(SNIPPETS)), after],
        [before],
      ];
      spoilt = Buffer.concat(this.of(ways));
    }
    return spoilt;
  }
}

/** What parsers stumble over. */
const SNIPPETS = [
  '\0',
  '\r\n\r\n',
  '%00',
  '%',
  '&lol;',
  '&#0;',
  '&#x110000;',
  '<![CDATA[',
  '<!--',
  '<!DOCTYPE a>',
  '<a b="c"/>',
  '</Tagging>',
  '"',
  '{"a":',
  '../',
  '__proto__',
  '-1',
  '99999999999999999999',
  'NaN',
  '\u{1f600}',
  '\ufffe',
];
