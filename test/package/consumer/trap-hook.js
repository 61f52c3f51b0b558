/** Refuses to resolve the S3 client and what it is made of. */
export function resolve(specifier, context, next) {
  if (/^@aws-sdk\/(?!checksums)/.test(specifier)) throw new Error(`${specifier} was to stay unloaded`);
  return next(specifier, context);
}
