/** One thing that an operation's definition says and a host's format cannot. */
export interface Loss {
  operation: string;
  /** Where in the definition: a JSON Pointer that begins at the operation. */
  at: string;
  keyword: string;
}

/**
 * What a host mapping returns. A mapping is a pure function from the manifest to the host's format, and it owns up to
 * what it leaves out: the runtime validates every input again with the original schema, so a loss is a check or a
 * comfort that comes later, never one that is gone.
 */
export interface Mapped<Format, Lost = Loss> {
  format: Format;
  losses: readonly Lost[];
}
