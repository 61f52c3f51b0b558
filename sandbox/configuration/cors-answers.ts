import type { Answer } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { S3Request } from '../request.ts';
import type { Store } from '../store/index.ts';
import type { CorsConfiguration } from './shapes.ts';

type CorsRule = CorsConfiguration['CORSRule'][number];

/** What a browser asks before a request to another origin, or tells with it. */
interface CrossOrigin {
  origin: string;
  method: string;
  /** Lower-case; the names in Access-Control-Request-Headers. */
  headers: readonly string[];
}

/**
 * Answers a preflight request, which nobody signs:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html
 * @throws S3Error `AccessForbidden` when no rule of the bucket allows the request, `BadRequest` when it is no preflight
 */
export function answerPreflight(store: Store, request: S3Request): Answer {
  const origin = request.header('origin');
  const method = request.header('access-control-request-method');
  if (origin === undefined) {
    throw new S3Error('BadRequest', { message: 'Insufficient information. Origin request header needed.' });
  }
  if (method === undefined) {
    throw new S3Error('BadRequest', { message: 'Invalid Access-Control-Request-Method: null' });
  }
  const bucketName = request.address.bucket ?? '';
  const bucket = store.buckets.get(bucketName);
  if (bucket === undefined) throw new S3Error('NoSuchBucket', { fields: { BucketName: bucketName } });
  const asked = { origin, method, headers: namesIn(request.header('access-control-request-headers')) };
  const rules = bucket.record.cors?.CORSRule;
  if (rules === undefined) throw forbidden('CORS is not enabled for this bucket.', request);
  const rule = rules.find((candidate) => allows(candidate, asked));
  if (rule === undefined) throw forbidden(NOT_ALLOWED, request);
  return { status: 200, headers: headersOf(rule, asked) };
}

/** The headers that let a page of another origin read an answer; none where no rule allows it. */
export function corsHeaders(store: Store, request: S3Request): Record<string, string> {
  const origin = request.header('origin');
  const rules = store.buckets.get(request.address.bucket ?? '')?.record.cors?.CORSRule;
  if (origin === undefined || rules === undefined) return {};
  const made = { origin, method: request.method, headers: [] };
  const rule = rules.find((candidate) => allows(candidate, made));
  return rule === undefined ? {} : headersOf(rule, made);
}

const NOT_ALLOWED =
  "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

/** The first rule that matches origin, method and every header decides. */
function allows(rule: CorsRule, { origin, method, headers }: CrossOrigin): boolean {
  return (
    rule.AllowedMethod.includes(method) &&
    rule.AllowedOrigin.some((pattern) => fits(pattern, origin)) &&
    headers.every((name) => rule.AllowedHeader.some((pattern) => fits(pattern.toLowerCase(), name)))
  );
}

/** One `*` stands for any characters. */
function fits(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === text;
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

/** An origin that is allowed by a bare `*` is not named, and gets no credentials. */
function headersOf(rule: CorsRule, { origin, headers }: CrossOrigin): Record<string, string> {
  const anyOrigin = rule.AllowedOrigin.includes('*');
  return {
    'access-control-allow-origin': anyOrigin ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethod.join(', '),
    ...(headers.length > 0 && { 'access-control-allow-headers': headers.join(', ') }),
    ...(rule.ExposeHeader.length > 0 && { 'access-control-expose-headers': rule.ExposeHeader.join(', ') }),
    ...(rule.MaxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.MaxAgeSeconds) }),
    ...(!anyOrigin && { 'access-control-allow-credentials': 'true' }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

function namesIn(header: string | undefined): string[] {
  const names = (header ?? '').toLowerCase().split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

function forbidden(message: string, request: S3Request): S3Error {
  const method = request.header('access-control-request-method') ?? '';
  const resource = request.address.key === undefined ? 'BUCKET' : 'OBJECT';
  return new S3Error('AccessForbidden', {
    message: `CORSResponse: ${message}`,
    fields: { Method: method, ResourceType: resource },
  });
}
