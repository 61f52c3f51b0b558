/** JSON as AWS shows it. IAM takes no characters beyond U+00FF, so keys with such are escaped. */
export const json = (value: unknown): string => `${escaped(JSON.stringify(value, null, 2))}\n`;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html: the pattern of PolicyDocument */
export const escaped = (text: string): string =>
  text.replace(/[\u0100-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Sets a text in by some spaces, its first line left alone. */
export const indented = (text: string, spaces: number): string =>
  text.trimEnd().replaceAll('\n', `\n${' '.repeat(spaces)}`);

/** The bucket that a bucket policy is for: the one in its resources. */
export const bucketOf = (document: {
  Statement: readonly { Resource: string | readonly string[] }[];
}): string => {
  const [first = ''] = [document.Statement[0]?.Resource ?? ''].flat();
  return /:s3:::([^/]+)/.exec(first)?.[1] ?? 'BUCKET';
};
