const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/;

/** What is wrong with the name of a new operation, in words; undefined when nothing is. */
export function complaintAbout(name: string, existing: readonly string[]): string | undefined {
  if (name === '') return 'Which operation? For example: npm run new-operation get_bucket_tags';
  if (existing.includes(name))
    return `There is an operation ${name} already, in connector/operations/${name}.`;
  if (SNAKE_CASE.test(name)) return undefined;
  const advice = 'Use lower-case words with underscores between them, a verb first: get_bucket_tags.';
  return `"${name}" cannot be the name of an operation. ${advice}`;
}
