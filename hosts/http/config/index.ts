import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { suggestion } from '../../../connector/index.ts';
import { fail } from '../errors.ts';
import type { HttpLimits } from '../options.ts';
import type { HttpServerOptions } from '../serve/index.ts';
import schema from './config.schema.json' with { type: 'json' };
import { resolveReferences, type Sources } from './references.ts';

export type { Sources } from './references.ts';

/** A configuration as `config.schema.json` has it, its defaults filled in and its references resolved. */
export interface ServeConfig {
  host: string;
  port: number;
  address?: string;
  tokens: readonly string[];
  connections: Readonly<Record<string, { label?: string; connection: object }>>;
  files?: string;
  public_metrics: boolean;
  allow_adding_connections: boolean;
  allowed_endpoints: readonly string[];
  allow_ambient_credentials: boolean;
  grace_seconds: number;
  limits: Readonly<Record<ConfiguredLimit, number>>;
}

// Not taken from the schema: declarations would import it without saying that it is JSON, which compilers refuse.
type ConfiguredLimit =
  | 'body_bytes'
  | 'file_bytes'
  | 'file_store_bytes'
  | 'file_seconds'
  | 'connections'
  | 'concurrent_runs'
  | 'run_seconds'
  | 'header_seconds'
  | 'idle_seconds';

/**
 * Reads a configuration.
 * @throws ConnectorError `config_invalid`, `reference_empty`
 */
export function readConfig(value: unknown, sources: Sources): ServeConfig {
  const config = structuredClone(value);
  const validate = validator();
  if (!validate(config)) throw fail('config_invalid', { reason: reasonIn(validate.errors ?? []) });
  return resolveReferences(config, sources) as ServeConfig;
}

let compiled: ValidateFunction | undefined;
const validator = () => (compiled ??= new Ajv2020({ useDefaults: true, strict: true }).compile(schema));

/** The first thing that is wrong, without the value, which may be a secret. */
function reasonIn([error]: readonly ErrorObject[]): string {
  const { instancePath = '', message = 'wrong', params = {} } = error ?? {};
  const place = instancePath === '' ? 'it' : instancePath;
  const { additionalProperty: name } = params as { additionalProperty?: string };
  if (name === undefined) return `${place} ${message}.`;
  const known = Object.keys({ ...schema.properties, ...schema.$defs.limits.properties });
  return `${place} has a member "${name}" that it cannot have.${suggestion(name, known)}`;
}

/**
 * The options of `serveHttp` that a configuration stands for.
 * @throws ConnectorError `token_weak`, `connections_missing`
 */
export function optionsOf(config: ServeConfig): HttpServerOptions {
  const { tokens, limits } = config;
  if (!tokens.every((token) => STRONG_TOKEN.test(token))) throw fail('token_weak');
  const connections = Object.entries(config.connections);
  if (connections.length === 0 && !config.allow_adding_connections) throw fail('connections_missing');
  return {
    host: config.host,
    port: config.port,
    address: config.address,
    token: tokens.length > 0 && tokens,
    directory: config.files,
    connections: Object.fromEntries(
      connections.map(([id, { label = id, connection }]) => [id, { label, connection }]),
    ),
    addConnections: config.allow_adding_connections,
    allowedEndpoints: config.allowed_endpoints,
    connector: { allowAmbientCredentials: config.allow_ambient_credentials },
    publicMetrics: config.public_metrics,
    limits: limitsOf(limits),
    timeouts: { headerSeconds: limits.header_seconds, idleSeconds: limits.idle_seconds },
  };
}

/** What a header can carry, and too much to be guessed. */
const STRONG_TOKEN = /^[\x21-\x7e]{16,}$/;

const limitsOf = (limits: ServeConfig['limits']): HttpLimits => ({
  bodyBytes: limits.body_bytes,
  fileBytes: limits.file_bytes,
  fileStoreBytes: limits.file_store_bytes,
  fileSeconds: limits.file_seconds,
  connections: limits.connections,
  concurrentRuns: limits.concurrent_runs,
  runSeconds: limits.run_seconds,
});
