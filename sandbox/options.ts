/** Further access keys that a sandbox knows. */
export interface SandboxUser {
  access_key: string;
  secret_key: string;
  /** Makes the credentials temporary: the token must come with every request. */
  session_token?: string;
  /** When a session token stops working. */
  expires?: Date;
  name?: string;
  /** Twelve digits; another account's user has what ACLs grant. Default: the administrator's account. */
  account?: string;
}

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
  /** What the server takes for now, in signatures and in time stamps. */
  clock?: () => Date;
  /**
   * Where events go: the ARN of each queue, topic or function, and the HTTP address that stands for it.
   * Without it a bucket may name any ARN, and nothing is sent; with it, only these.
   */
  notifications?: Readonly<Record<string, string>>;
  /** Hears of every request. */
  logger?: SandboxLogger;
}

/** How far the clock moves: the sum of these, or up to a point in time. */
export interface ClockMove {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  to?: Date;
}

export interface SandboxLogger {
  /** One answered request. */
  info(message: string): void;
  /** A defect of the sandbox itself: the client got 500 InternalError. */
  error(message: string): void;
}

export interface Sandbox {
  /** As clients take it: `http://127.0.0.1:<port>`. */
  endpoint: string;
  port: number;
  region: string;
  /** The administrator's. */
  access_key: string;
  secret_key: string;
  /** With `tls`: the certificate (PEM) that clients must trust. */
  certificate?: string;
  /**
   * Moves the clock on, never back. Lifecycle rules are carried out at each midnight (UTC) on the way, restored
   * copies come and go, locks end. Signatures are still judged by the clients' time.
   * @returns what time it is now
   */
  advanceClock(by: ClockMove): Promise<Date>;
  /** Settles when every event so far has been sent to its address, or given up. */
  eventsSent(): Promise<void>;
  /** Ends every connection and, without `directory`, forgets everything. */
  close(): Promise<void>;
}
