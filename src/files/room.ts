/** Counts the bytes of files, arriving ones included, so that all of them together stay within a limit. */
export class Room {
  readonly #maximum: number;
  readonly #bytesOf = new Map<string, number>();
  #taken = 0;

  /** @param maximum in bytes */
  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** Takes room for bytes of a file, beyond those it has; false when there is not enough left. */
  take(id: string, bytes: number): boolean {
    if (this.#taken + bytes > this.#maximum) return false;
    this.hold(id, bytes);
    return true;
  }

  /** Counts bytes that are there, whether or not there is room for them. */
  hold(id: string, bytes: number): void {
    this.#bytesOf.set(id, (this.#bytesOf.get(id) ?? 0) + bytes);
    this.#taken += bytes;
  }

  /** Gives back all that a file has taken. */
  release(id: string): void {
    this.#taken -= this.#bytesOf.get(id) ?? 0;
    this.#bytesOf.delete(id);
  }
}
