/** A text of this package's catalogue, in the editor's language. */
export const textOf = (node, key, values) => node._(`aws-s3.${key}`, values);
