/**
 * The sandbox's time. It can be moved on, for lifecycles, locks and restored copies; clients go by their own clocks,
 * so signatures are still judged by the time it was started with, off by no more than the skew that was asked for.
 */
export class SandboxClock {
  readonly #base: () => Date;
  #ahead = 0;
  #skew = 0;

  constructor(base: () => Date = () => new Date()) {
    this.#base = base;
  }

  /** What time it is for everything that the server keeps. */
  readonly now = (): Date => new Date(this.#base().getTime() + this.#ahead);

  /** What the server takes for now when it looks at the time in a signature. */
  readonly signingTime = (): Date => new Date(this.#base().getTime() + this.#skew);

  /** Moves on to a time; into the past it does not go. */
  moveTo(time: Date): void {
    this.#ahead = Math.max(this.#ahead, time.getTime() - this.#base().getTime());
  }

  /** How far the server's clock is off from the clients', in milliseconds. */
  set skew(milliseconds: number) {
    this.#skew = milliseconds;
  }

  get skew(): number {
    return this.#skew;
  }

  reset(): void {
    this.#ahead = 0;
    this.#skew = 0;
  }
}
