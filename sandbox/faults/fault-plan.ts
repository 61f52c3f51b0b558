import { FAULT_KINDS, fits } from './rules.ts';
import type { ActiveFault, FaultRule, FaultTarget } from './rules.ts';

/** The rules in force; the first that takes a request decides about it. The same seed decides the same. */
export class FaultPlan {
  readonly #seed: number;
  readonly #initial: readonly FaultRule[];
  #rules: { active: ActiveFault; random: () => number }[] = [];
  #added = 0;

  constructor(initial: readonly FaultRule[] = [], seed = 1) {
    this.#seed = seed;
    this.#initial = initial;
    this.reset();
  }

  /** @throws RangeError for a rule that no request could meet */
  add(rule: FaultRule): ActiveFault {
    checkRule(rule);
    this.#added += 1;
    const active = { ...rule, id: `fault-${this.#added}`, matched: 0, injected: 0 };
    this.#rules.push({ active, random: randomNumbers(this.#seed * 7919 + this.#added) });
    return { ...active };
  }

  /** Whether there was such a rule. */
  remove(id: string): boolean {
    const before = this.#rules.length;
    this.#rules = this.#rules.filter(({ active }) => active.id !== id);
    return this.#rules.length < before;
  }

  clear(): void {
    this.#rules = [];
  }

  /** Back to the rules, and the chances, of the start. */
  reset(): void {
    this.clear();
    this.#added = 0;
    for (const rule of this.#initial) this.add(rule);
  }

  list(): ActiveFault[] {
    return this.#rules.map(({ active }) => ({ ...active }));
  }

  /** What this request meets; asking counts. */
  next(target: FaultTarget): FaultRule | undefined {
    for (const { active, random } of this.#rules) {
      if (!fits(active, target)) continue;
      active.matched += 1;
      if (active.matched <= (active.after ?? 0) || active.injected >= (active.count ?? Infinity)) continue;
      if (random() >= (active.share ?? 1)) continue;
      active.injected += 1;
      return active;
    }
    return undefined;
  }
}

function checkRule({ fault, share = 1, count = 1, after = 0, delay_ms = 0 }: FaultRule): void {
  if (!FAULT_KINDS.includes(fault)) throw new RangeError(`fault must be one of ${FAULT_KINDS.join(', ')}`);
  if (!(share >= 0 && share <= 1)) throw new RangeError('share must be a number from 0 to 1');
  if (!Number.isInteger(count) || count < 1) throw new RangeError('count must be a positive whole number');
  if (!Number.isInteger(after) || after < 0) throw new RangeError('after must be a whole number, 0 or more');
  if (!(delay_ms >= 0 && delay_ms <= 600_000)) throw new RangeError('delay_ms must be from 0 to 600,000');
}

/** The numbers of one seed, from 0 to below 1 (mulberry32: small, and good enough to choose by). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
