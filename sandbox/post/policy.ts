import { S3Error } from '../errors.ts';

/** What a form must meet: a field's value, how one begins, or how large the file is. */
export type Condition =
  | { kind: 'eq' | 'starts-with'; field: string; value: string }
  | { kind: 'content-length-range'; minimum: number; maximum: number };

export interface PostPolicy {
  expiration: Date;
  conditions: readonly Condition[];
}

/**
 * Reads a policy document: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 * @throws S3Error `InvalidPolicyDocument`
 */
export function parsePostPolicy(encoded: string): PostPolicy {
  const document = parseJson(Buffer.from(encoded, 'base64').toString('utf8'));
  if (!isRecord(document)) throw invalid('Invalid JSON.');
  const { expiration, conditions } = document;
  if (typeof expiration !== 'string') throw invalid('Policy missing expiration.');
  const date = new Date(expiration);
  if (Number.isNaN(date.getTime()) || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(expiration)) {
    throw invalid(`Invalid 'expiration' value: '${expiration}'`);
  }
  if (!Array.isArray(conditions)) throw invalid('Policy missing conditions.');
  return { expiration: date, conditions: conditions.flatMap(parseCondition) };
}

/** A condition as S3 repeats it when it is not met. */
export function conditionText(condition: Condition): string {
  return condition.kind === 'content-length-range'
    ? `["content-length-range", ${condition.minimum}, ${condition.maximum}]`
    : `["${condition.kind}", "$${condition.field}", "${condition.value}"]`;
}

function parseCondition(condition: unknown): Condition[] {
  if (Array.isArray(condition)) return [parseTriple(condition)];
  if (!isRecord(condition))
    throw invalid('Invalid Simple-Condition: a condition must be an object or an array.');
  return Object.entries(condition).map(([name, value]) => {
    if (typeof value !== 'string') throw invalid(`Invalid Simple-Condition: value must be a string.`);
    return { kind: 'eq', field: name.toLowerCase(), value };
  });
}

function parseTriple([kind, second, third, ...rest]: unknown[]): Condition {
  const name = typeof kind === 'string' ? kind.toLowerCase() : '';
  if (rest.length > 0) throw invalid('Invalid Condition: wrong number of arguments.');
  if (name === 'content-length-range') {
    const [minimum, maximum] = [Number(second), Number(third)];
    const whole = Number.isSafeInteger(minimum) && Number.isSafeInteger(maximum);
    if (!whole || minimum < 0 || maximum < minimum) throw invalid('Invalid content-length-range.');
    return { kind: name, minimum, maximum };
  }
  if (name !== 'eq' && name !== 'starts-with')
    throw invalid(`Invalid Condition: unknown operation '${String(kind)}'.`);
  if (typeof second !== 'string' || !second.startsWith('$') || typeof third !== 'string') {
    throw invalid(`Invalid ${name}: it takes a field's name, with $ in front, and a value.`);
  }
  return { kind: name, field: second.slice(1).toLowerCase(), value: third };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid('Invalid JSON.');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(reason: string): S3Error {
  return new S3Error('InvalidPolicyDocument', { message: `Invalid Policy: ${reason}` });
}
