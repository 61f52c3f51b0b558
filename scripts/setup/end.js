/** Ends a script that failed: the message alone, for the reader has no use for a stack of ours. */
export function endWith(error) {
  console.error(error.message);
  process.exit(1);
}
