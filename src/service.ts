import type { KeywordDefinition } from 'ajv';
import type { NeededPermission, Operation } from './define.ts';
import type { Catalogue, ConnectorError, ErrorFacts, StageName } from './errors.ts';
import type { Requirement } from './permissions/requirements.ts';
import type { Host } from './runtime.ts';
import type { JsonSchema } from './schema.ts';
import type { Problem } from './problems.ts';

/** A connection as somebody filled it in; its shape is the service's connection form. */
export type Connection = Readonly<Record<string, unknown>>;

/** A connection that passed the first stage. */
export interface Auth {
  connection: Connection;
}

/** Policies that a host knows to decide about its calls; their shape is the service's. */
export type Policies = object;

/** A call that passed the first three stages. */
export interface PreparedCall {
  operation: Operation;
  input: object;
  connection: Connection;
  region: string;
}

/** What policies say to a call before it is made. */
export interface Verdict {
  refusal?: ConnectorError;
  /** Why it cannot be told, where the call is let pass all the same. */
  notes: readonly string[];
}

/** What an explanation may look at: what the caller gave, and how far the run came. */
export interface Circumstances {
  operation: Operation;
  stage: StageName;
  /** What earlier stages had to say. */
  notes: readonly string[];
  /** The policies that were looked at before the call. */
  policies?: Policies;
  /** The input as the caller gave it. */
  given: unknown;
  connection: unknown;
  signal: AbortSignal | undefined;
}

/** Everything the runtime needs to know of a service; a connector is one such object and a folder of operations. */
export interface Service<Client> {
  name: string;
  title: string;
  description: string;
  version: string;
  /** The connection form: `oneOf` variants told apart by the constant of their `type`. */
  auth: JsonSchema;
  /** The variant that is meant when a connection has no `type`. */
  defaultAuthType: string;
  /** Schemas that others refer to by `$id`. */
  sharedSchemas: readonly JsonSchema[];
  /** Keywords of the operations' schemas beyond the runtime's own. */
  keywords: readonly KeywordDefinition[];
  errors: Catalogue;
  operations: Readonly<Record<string, Operation>>;
  /** Where the parts of each kind of resource usually stand in an input. */
  resourceMembers: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Finds what the connection form cannot say: pasted blanks, placeholders, swapped keys, refused endpoints. */
  inspectConnection(connection: Connection): Problem[];
  /** Returns why the region cannot be used with this connection, if so. */
  inspectRegion(region: string, connection: Connection): ConnectorError | undefined;
  /** What tells why a requirement lies outside the bounds that the connection sets, if it sets any. */
  boundsOf(connection: Connection): ((requirement: Requirement) => ConnectorError | undefined) | undefined;
  /** What policies say to a call; it makes no network call. */
  consult(policies: Policies, call: PreparedCall, host: Host): Verdict;
  /** What an operation needs for an input in a region, by its rows. */
  needs(
    operation: Operation,
    input: unknown,
    region: string,
    host: Pick<Host, 'validator'>,
  ): NeededPermission[];
  /** The bounds that the connection sets, for operations that enumerate. */
  limitsOf(connection: Connection): { buckets?: readonly string[]; prefixes?: readonly string[] };
  /** Origins that this connection makes trustworthy as sources of files: its own endpoint. */
  trustedOrigins(connection: Connection): string[];
  /** A client for one run; no network traffic yet. */
  open(auth: Auth, region: string, signal?: AbortSignal): Client;
  /** Words a failure of the service; undefined for what it does not recognise. */
  explain(error: unknown, circumstances: Circumstances, host: Host): ErrorFacts | undefined;
  /** Releases sockets. */
  close(): void;
}
