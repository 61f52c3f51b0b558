import type { ControlAddress, SandboxControls } from './control/interface.ts';
import type { FaultRule } from './faults/rules.ts';
import type {
  PolicyDocument,
  SandboxIdentity,
  SandboxIdentityProvider,
  SandboxKmsKey,
  SandboxRole,
  SandboxUser,
} from './iam/options.ts';

export interface SandboxOptions {
  /** 0 (the default) takes a free one. */
  port?: number;
  /** Where `buckets` are created, and the default region of clients. Default `us-east-1`. */
  region?: string;
  /** Keeps buckets and objects there; without it everything is in memory and gone at `close`. */
  directory?: string;
  /** Created at start unless they exist. */
  buckets?: readonly string[];
  /** Fills an empty sandbox with a few buckets to look at. */
  demo?: boolean;
  /** HTTPS, with a test certificate for localhost or one of your own (PEM). */
  tls?: boolean | { key: string; cert: string };
  /** The administrator's keys; default: a fixed access key and a random secret. */
  access_key?: string;
  secret_key?: string;
  users?: readonly SandboxUser[];
  roles?: readonly SandboxRole[];
  identity_providers?: readonly SandboxIdentityProvider[];
  /**
   * The organization's service control policies, by account (twelve digits): all that its users, roles and root user
   * may do lies within them. An account that is not here has none.
   */
  service_control_policies?: Readonly<Record<string, readonly PolicyDocument[]>>;
  /** The only KMS keys there are, beside `alias/aws/s3`. Without it every name is that of a key. */
  kms_keys?: readonly SandboxKmsKey[];
  /** What the server takes for now, in signatures and in time stamps. */
  clock?: () => Date;
  /**
   * Where events go: the ARN of each queue, topic or function, and the HTTP address that stands for it.
   * Without it a bucket may name any ARN, and nothing is sent; with it, only these.
   */
  notifications?: Readonly<Record<string, string>>;
  /** Lets requests go wrong from the start. */
  faults?: readonly FaultRule[];
  /** Decides which requests a share of them is; the same one decides the same. Default 1. */
  seed?: number;
  /** The control API on a port of its own: `true` for a free port and a random token. */
  control?: boolean | { port?: number; token?: string };
  /** How long clients may take. */
  patience?: Patience;
  /** Hears of every request. */
  logger?: SandboxLogger;
}

/** After how many seconds the server ends a connection. */
export interface Patience {
  /** Since the request began, and its headers are not all there. Default 30. */
  headers?: number;
  /** Since a byte was last sent or received. Default 120. */
  idle?: number;
  /** Since the request began, and its body is not all there. Default 86,400. */
  request?: number;
}

export interface SandboxLogger {
  /** One answered request. */
  info(message: string): void;
  /** A defect of the sandbox itself: the client got 500 InternalError. */
  error(message: string): void;
}

export interface Sandbox extends SandboxControls {
  /** As clients take it: `http://127.0.0.1:<port>`. */
  endpoint: string;
  port: number;
  region: string;
  /** The administrator's. */
  access_key: string;
  secret_key: string;
  /** Everybody who has an access key, the administrator first. */
  users: readonly SandboxIdentity[];
  /** With `tls`: the certificate (PEM) that clients must trust. */
  certificate?: string;
  /** With `control`. */
  control?: ControlAddress;
  /** Ends every connection and, without `directory`, forgets everything. */
  close(): Promise<void>;
}
