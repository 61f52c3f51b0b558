import { isIP } from 'node:net';
import type { Connection, Problem } from '../src/index.ts';

/** A connection of this connector after the first stage: its form is auth.schema.json. */
export interface S3Connection extends Connection {
  type: 'access_key' | 'assume_role' | 'web_identity' | 'ambient' | 'anonymous';
  access_key?: string;
  secret_key?: string;
  session_token?: string;
  web_identity_token?: string;
  role_arn?: string;
  external_id?: string;
  session_name?: string;
  duration_seconds?: number;
  sts_endpoint?: string;
  iam_endpoint?: string;
  region?: string;
  endpoint?: string;
  force_path_style?: boolean;
  use_fips?: boolean;
  use_dual_stack?: boolean;
  allowed_buckets?: readonly string[];
  allowed_prefixes?: readonly string[];
  allow_legacy_bucket_names?: boolean;
}

const PASTED = ['access_key', 'secret_key', 'session_token', 'web_identity_token'] as const;
const PLACEHOLDER =
  /^(<.*>|\$?\{+.*\}+|\[.*\]|x{4,}|\*{3,}|\.{3,}|your[-_ ].*|changeme|todo|secret|password|access[-_ ]?key|secret[-_ ]?key)$/i;
/** Access key ids are 16-128 word characters, secret keys 40 characters of base64 (IAM API reference, AccessKey). */
const LOOKS_LIKE_KEY_ID = /^(AKIA|ASIA)[A-Z0-9]{16}$/;
const LOOKS_LIKE_SECRET = /^[A-Za-z0-9/+]{40}$/;

/** Finds what the form cannot say: what people paste wrongly. No message repeats a secret. */
export function inspectConnection(given: Connection): Problem[] {
  const connection = given as S3Connection;
  const pasted = PASTED.flatMap((field) => pasteProblem(field, connection[field]) ?? []);
  const found = pasted.length > 0 ? pasted : keyPairProblems(connection);
  return [...found, ...addressProblems(connection)];
}

function pasteProblem(field: string, value: string | undefined): Problem | undefined {
  if (value === undefined) return undefined;
  const is = (message: string, fix: string) => ({ field, message: `"${field}" ${message}.`, fix });
  if (value.trim() === '') return is('is empty', `Give "${field}" a value.`);
  if (/^\s|\s$/.test(value))
    return is(
      'begins or ends with white space',
      'Paste it again without the blanks or line breaks around it.',
    );
  if (/^["'“”‘’`].*["'“”‘’`]$/.test(value)) return is('is in quotes', 'Paste it again without the quotes.');
  if (PLACEHOLDER.test(value)) return is('is a placeholder', 'Put the real value in its place.');
  if (/\s/.test(value)) return is('has white space inside', 'Paste it again; a key is one unbroken word.');
  return undefined;
}

function keyPairProblems({ access_key, secret_key, session_token }: S3Connection): Problem[] {
  if (access_key === undefined || secret_key === undefined) return [];
  if (LOOKS_LIKE_KEY_ID.test(secret_key) && LOOKS_LIKE_SECRET.test(access_key)) {
    const message = '"access_key" and "secret_key" are swapped.';
    return [
      {
        field: 'access_key',
        message,
        fix: 'Put the short value that begins with AKIA or ASIA into "access_key".',
      },
    ];
  }
  if (access_key.startsWith('ASIA') && session_token === undefined) {
    const message = '"access_key" begins with ASIA: it is temporary, and its "session_token" is missing.';
    return [
      {
        field: 'session_token',
        message,
        fix: 'Give the session token that came with the key, or a long-lived key (AKIA).',
      },
    ];
  }
  if (access_key.startsWith('AKIA') && session_token !== undefined) {
    const message = '"access_key" begins with AKIA: it is long-lived, and goes without a "session_token".';
    return [
      {
        field: 'session_token',
        message,
        fix: 'Leave "session_token" out, or give the temporary key (ASIA) that it belongs to.',
      },
    ];
  }
  return [];
}

function addressProblems(connection: S3Connection): Problem[] {
  return (['endpoint', 'sts_endpoint', 'iam_endpoint'] as const).flatMap((field) => {
    const value = connection[field];
    if (value === undefined) return [];
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const fix = 'Give it like https://s3.example.com or http://127.0.0.1:9000.';
    if (!url || !/^https?:$/.test(url.protocol))
      return [{ field, message: `"${field}" is not an http or https address.`, fix }];
    if (url.username || url.password) return [{ field, message: `"${field}" carries credentials.`, fix }];
    if (url.search || url.hash) return [{ field, message: `"${field}" carries a query or a fragment.`, fix }];
    return [];
  });
}

/** True for https, and for http to this very machine by its literal address: nobody listens in on the way. */
export function isConfidential(endpoint: string | undefined): boolean {
  if (endpoint === undefined) return true;
  const { protocol, hostname } = new URL(endpoint);
  if (protocol === 'https:') return true;
  const address = hostname.replace(/^\[|\]$/g, '');
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

/** A custom endpoint, which may be local, is trusted as a source of files: the connection already sends secrets there. */
export function trustedOrigins({ endpoint }: Connection): string[] {
  return endpoint === undefined ? [] : [new URL(endpoint as string).origin];
}
