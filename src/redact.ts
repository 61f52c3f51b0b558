/** What stands where a secret stood. */
const MASK = '[redacted]';

/** Signed query parameters and credential headers: secrets that can be recognised by their shape. */
const SECRET_SHAPES: readonly [RegExp, string][] = [
  [/([?&](?:X-Amz-(?:Signature|Security-Token|Credential)|signature|token|sig)=)[^&\s"'<>]+/gi, `$1${MASK}`],
  [/AWS4-HMAC-SHA256 Credential=[^\n"']*/g, `AWS4-HMAC-SHA256 ${MASK}`],
  [/\b(Bearer|Basic)\s+[\w.~+/-]+=*/g, `$1 ${MASK}`],
];

export type Redact = (text: string) => string;

/**
 * Makes a function that removes secrets from a text: the given ones, whole or percent-encoded, and everything
 * that has the shape of a signature, an authorization header or a bearer token.
 */
export function redactor(secrets: Iterable<string> = []): Redact {
  const known = [...secrets].filter((secret) => secret.length >= 6);
  const spellings = new Set(known.flatMap((secret) => [secret, encodeURIComponent(secret)]));
  // The longest first, so that a secret that contains another one goes whole.
  const ordered = [...spellings].sort((a, b) => b.length - a.length);
  return (text) => {
    const withoutKnown = ordered.reduce((result, secret) => result.replaceAll(secret, MASK), text);
    return SECRET_SHAPES.reduce((result, [shape, mask]) => result.replace(shape, mask), withoutKnown);
  };
}

/** Applies `redact` to every string in a JSON value, names of members included. */
export function redactValue<Value>(value: Value, redact: Redact): Value {
  if (typeof value === 'string') return redact(value) as Value;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [redact(name), redactValue(member, redact)]);
  return Object.fromEntries(members) as Value;
}
