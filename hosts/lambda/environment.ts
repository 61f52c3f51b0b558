import { fail } from './errors.ts';
import type { LambdaHostOptions } from './options.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The name of the connection that is used when an event names none. */
export const DEFAULT_CONNECTION = 'default';

/**
 * The settings, those that are left out filled in from the function's environment variables.
 * @throws ConnectorError `variable_invalid`; no message repeats what the variable holds
 */
export function settingsOf(options: LambdaHostOptions, variables: Variables): LambdaHostOptions {
  const given = options.connections ?? objectIn(variables, 'S3C_CONNECTIONS');
  const connections = Object.entries({ [DEFAULT_CONNECTION]: { type: 'ambient' }, ...given });
  return {
    ...options,
    connections: Object.fromEntries(connections.map(([name, each]) => [name, placed(each, variables)])),
    readOnly: options.readOnly ?? booleanIn(variables, 'S3C_READ_ONLY'),
    buckets: options.buckets ?? listIn(variables, 'S3C_BUCKETS'),
    prefixes: options.prefixes ?? listIn(variables, 'S3C_PREFIXES'),
    staging: options.staging ?? stagingIn(variables),
  };
}

/** The function's own role works in the function's own region, unless the connection names another. */
function placed(connection: unknown, { AWS_REGION: region }: Variables): unknown {
  const isRole = (connection as { type?: unknown } | null)?.type === 'ambient';
  return isRole && region ? { region, ...(connection as object) } : connection;
}

function stagingIn(variables: Variables): LambdaHostOptions['staging'] {
  const { S3C_STAGING_BUCKET: bucket, S3C_STAGING_PREFIX: prefix } = variables;
  if (!bucket) return undefined;
  return { bucket, prefix: prefix || undefined, connection: variables.S3C_STAGING_CONNECTION || undefined };
}

function booleanIn(variables: Variables, variable: string): boolean {
  const text = variables[variable] ?? '';
  if (text === 'true') return true;
  if (text === 'false' || text === '') return false;
  // Anything else taken for "no" would let a function write that was to read.
  throw fail('variable_invalid', { variable, form: 'true or false' });
}

function objectIn(variables: Variables, variable: string): Readonly<Record<string, unknown>> | undefined {
  const value = jsonIn(variables, variable);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (value === undefined || isObject) return value as Readonly<Record<string, unknown>> | undefined;
  throw fail('variable_invalid', { variable, form: 'a JSON object of connections by their names' });
}

function listIn(variables: Variables, variable: string): readonly string[] | undefined {
  const value = jsonIn(variables, variable);
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (value === undefined || isList) return value as readonly string[] | undefined;
  throw fail('variable_invalid', { variable, form: 'a JSON list of texts' });
}

function jsonIn(variables: Variables, variable: string): unknown {
  const text = variables[variable];
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw fail('variable_invalid', { variable, form: 'JSON' });
  }
}
