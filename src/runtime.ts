import { fail } from './catalogue.ts';
import type { Operation } from './define.ts';
import { createGuardedFetch } from './files/guarded-fetch.ts';
import type { FileStore } from './files/store.ts';
import { manifestOf, type Manifest } from './manifest.ts';
import { suggestion } from './wording.ts';
import { run } from './run.ts';
import type { Connection, Policies, Service } from './service.ts';
import { resolveAuth } from './stages/resolve-auth.ts';
import type { OnStage } from './trace.ts';
import { createValidator, type Validator } from './validator.ts';

/** Where a run's outcome is told: the console, pino, or anything with these two methods. */
export interface Logger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

/** What a host may give; everything that reaches outside the process comes from here. */
export interface RuntimeOptions {
  /** Where files go to and come from. Without one, operations that give a file fail with `file_store_missing`. */
  fileStore?: FileStore;
  logger?: Logger;
  clock?: () => Date;
  /** Lets connections of type `ambient` use the credentials of this machine. */
  allowAmbientCredentials?: boolean;
  /** Policies that decide about every run: what they deny is refused before any network traffic. */
  policies?: Policies;
}

/** The host as the stages see it. */
export interface Host {
  files: FileStore;
  clock: () => Date;
  allowAmbientCredentials: boolean;
  validator: Validator;
  policies?: Policies;
}

export interface RunOptions {
  connection?: unknown;
  signal?: AbortSignal;
  /** The moment at which the run is given up. */
  deadline?: Date;
  /** Told of bytes moved so far, and in all where known. */
  onProgress?: (bytes: number, total?: number) => void;
  onStage?: OnStage;
  /** Policies that decide about this run, in the place of the connector's. */
  policies?: Policies;
}

export interface Connector<Operations extends Readonly<Record<string, Operation>>> {
  /**
   * Runs one operation through the pipeline. A known name has its input checked by the compiler and its output typed;
   * a name that is only known at run time takes and gives anything.
   * @throws ConnectorError whatever fails
   */
  run<Name extends Known<Operations> | (string & {})>(
    name: Name,
    input: Name extends Known<Operations> ? InputOf<Operations[Name]> : unknown,
    options?: RunOptions,
  ): Promise<Name extends Known<Operations> ? OutputOf<Operations[Name]> : object>;
  /**
   * The first stage alone, for a host that keeps connections: returns the connection with its type filled in.
   * Makes no network call, so keys that are well formed and wrong pass.
   * @throws ConnectorError that says what is wrong with the connection
   */
  checkConnection(connection: unknown): Connection;
  /** What a platform loads: every operation with its schemas, `$ref`s resolved. Plain JSON. */
  readonly manifest: Manifest;
  readonly operations: Operations;
  /** Releases sockets. Runs that are under way are not waited for. */
  close(): void;
}

type Known<Operations> = keyof Operations & string;

type TypesOf<Definition> = Definition extends { contract: { types?: infer Types } }
  ? NonNullable<Types>
  : never;
export type InputOf<Definition> =
  TypesOf<Definition> extends { input: infer Input } ? Input & { region?: string } : object;
export type OutputOf<Definition> = TypesOf<Definition> extends { output: infer Output } ? Output : object;

/** Puts a service and a host together. */
export function createRuntime<Client, Operations extends Readonly<Record<string, Operation>>>(
  service: Service<Client> & { operations: Operations },
  options: RuntimeOptions = {},
): Connector<Operations> {
  const { operations } = service;
  const clock = options.clock ?? (() => new Date());
  const host: Host = {
    files: options.fileStore ?? readOnlyFiles(clock),
    clock,
    allowAmbientCredentials: options.allowAmbientCredentials ?? false,
    validator: createValidator(service.sharedSchemas, service.keywords),
    policies: options.policies,
  };
  let manifest: Manifest | undefined;
  return {
    operations,
    get manifest() {
      return (manifest ??= manifestOf(service, host.validator));
    },
    run: async (name: string, input: unknown, runOptions: RunOptions = {}): Promise<never> => {
      const operation = find(operations, name);
      const result = run(operation, input, service, host, runOptions);
      return (await (options.logger ? logged(result, name, options.logger) : result)) as never;
    },
    checkConnection: (connection) => resolveAuth({ local: false }, connection, service, host).connection,
    close: () => service.close(),
  };
}

function find(operations: Readonly<Record<string, Operation>>, name: string): Operation {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation) return operation;
  throw fail('operation_unknown', { operation: name, suggestion: suggestion(name, Object.keys(operations)) });
}

/** One line per run; never its input, which may hold anything. */
async function logged<Result>(result: Promise<Result>, operation: string, logger: Logger): Promise<Result> {
  const started = performance.now();
  const duration = () => Math.round(performance.now() - started);
  try {
    const value = await result;
    logger.info({ operation, duration_ms: duration() }, `${operation} done`);
    return value;
  } catch (error) {
    const { code, category, stage, request_id } = error as Record<string, unknown>;
    logger.warn(
      { operation, duration_ms: duration(), code, category, stage, request_id },
      `${operation} failed`,
    );
    throw error;
  }
}

/** Without a file store of the host's, files can be read from public addresses and not be kept. */
function readOnlyFiles(clock: () => Date): FileStore {
  const fetch = createGuardedFetch({ clock });
  return {
    save: () => Promise.reject(fail('file_store_missing')),
    open: (file, signal, allowedOrigins) => fetch(file, { signal, allowedOrigins }),
  };
}
