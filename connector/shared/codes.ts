/** S3's code as the error catalogue spells it: `NoSuchKey` -> `no_such_key`; `KMSKeyDisabled` -> `kms_key_disabled`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
