import type { FileDescription, FileObject, OpenFile } from './files/store.ts';
import type { Readable } from 'node:stream';
import type { CatalogueEntry } from './errors.ts';
import type { JsonSchema } from './schema.ts';

/** What an operation does to the service's data: hosts ask before a delete, and may offer reads only. */
export type Effect = 'read' | 'write' | 'delete';

/** An input (or output) of an operation, with the reason it is an example of what it is an example of. */
export interface Example {
  reason: string;
  input: unknown;
}

export interface Examples {
  /** Inputs that run. */
  valid: readonly Example[];
  /** Inputs that are refused before any call; `message` is part of what the error says. */
  invalid: readonly (Example & { message: string })[];
  /** Outputs that the output schema must refuse: what a broken service or mapping could give. */
  unexpected: readonly { reason: string; output: unknown }[];
}

/** The schemas of an operation and, for the compiler, the types that were generated from them. */
export interface Contract<Input, Output, Defaulted extends keyof Input = never> {
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly examples: Examples;
  readonly types?: { input: Input; output: Output; defaulted: Defaulted };
}

/** Ties schemas to their generated types; `Defaulted` names the members that validation fills in. */
export function contract<Input, Output, Defaulted extends keyof Input = never>(
  input: JsonSchema,
  output: JsonSchema,
  examples: object,
): Contract<Input, Output, Defaulted> {
  return { input, output, examples: examples as Examples };
}

/** The input as an operation sees it: after validation, with defaults filled in. */
export type Complete<Input, Defaulted extends keyof Input> = Input & Required<Pick<Input, Defaulted>>;

/** An output before validation: any member may still be undefined, but none may be forgotten. */
export type Unchecked<Type> = Type extends readonly (infer Item)[]
  ? Unchecked<Item>[]
  : Type extends object
    ? { [Name in keyof Type]: Unchecked<Type[Name]> | undefined }
    : Type;

/**
 * A permission that an operation needs. Pure data: the check before the call, the documentation, the manifest and
 * the explanation of a refusal all read these rows.
 */
export interface PermissionRow {
  /** The action in the service's own spelling, for example `s3:PutObject`. */
  action: string;
  /** The kind of resource the action is on, for example `object`. */
  resource: string;
  /**
   * Where in the input the resource's parts stand, when not in the usual members. `keys[].Key` reaches into a list,
   * `keys[Id].Key` into its items that have an `Id`, `keys[!Id].Key` into the others. `''`: no member names it.
   */
  at?: Readonly<Record<string, string>>;
  /** A JSON Schema over the input: the row applies to inputs that it accepts. Left out: always. */
  when?: JsonSchema;
  /** A condition that only the stored data can tell, in words: "the source has tags". */
  if_data?: string;
  /** Why the action is needed, where that is not plain. */
  because?: string;
}

/** The host's file store, bound to one run: its signal, its connection. */
export interface RunFiles {
  save(content: Readable, file: FileDescription): Promise<FileObject>;
  open(file: FileObject): Promise<OpenFile>;
}

/** What `perform` may use. It has no way to reach anything else. */
export interface Context<Client> {
  client: Client;
  signal: AbortSignal;
  /** Reports bytes done so far, and in all where known. */
  progress(bytes: number, total?: number): void;
  files: RunFiles;
  clock(): Date;
  /** Every operation of the connector, for those that tell of others. */
  operations: Readonly<Record<string, Operation>>;
  /** The bounds that the connection sets, for operations that enumerate. */
  limits: { buckets?: readonly string[]; prefixes?: readonly string[] };
  /** What the operation needs for an input, by its rows: for answers that refuse a part of what was asked. */
  needs(input: object): NeededPermission[];
}

/** One action on one resource, in the service's own spelling. */
export interface NeededPermission {
  action: string;
  resource: string;
  /** What only the stored data can tell, in words: it is needed if this holds. */
  if_data?: string;
}

/** What every definition says, whatever way it calls the service. */
export interface Description {
  /** The operation's id: the name of its folder. */
  name: string;
  title: string;
  description: string;
  /** The service's own documentation page. */
  documentation: string;
  effect: Effect;
  /** Whether running it twice leaves the same state as running it once. */
  idempotent: boolean;
  /** The rows of the permission table, or `none` for an operation that calls nothing. */
  permissions: readonly PermissionRow[] | 'none';
  /** True for an operation that answers from the package itself: it needs no connection and no region. */
  local?: boolean;
  /** Service errors that this operation words better than the catalogue, by code. */
  errors?: Readonly<Record<string, Partial<CatalogueEntry>>>;
}

/** An operation as the runtime sees it, its types erased. */
export interface Operation extends Description {
  readonly contract: Contract<object, object>;
  perform(context: Context<never>, input: never): Promise<unknown>;
}
