import { redactor, redactValue } from './redact.ts';

/** Who must act: the person who fills in the form, owns the connection, administers the bucket ... */
export type ErrorCategory =
  | 'input'
  | 'auth'
  | 'region'
  | 'permission'
  | 'not_found'
  | 'conflict'
  | 'throttled'
  | 'network'
  | 'service'
  | 'connector';

/** The six stages of the pipeline, in their order. */
export type StageName =
  | 'resolve_auth'
  | 'select_region'
  | 'validate_input'
  | 'check_permissions'
  | 'call_service'
  | 'validate_output';

/** One row of an error catalogue. `{name}` in `message` and `fix` is filled in from the details. */
export interface CatalogueEntry {
  category: ErrorCategory;
  message: string;
  fix: string;
  /** Whether the same call may succeed later with nothing changed. */
  retryable: boolean;
}

export type Catalogue = Readonly<Record<string, CatalogueEntry>>;

/** What an error says; all of it is shown to people, so none of it may be secret. */
export interface ErrorFacts extends CatalogueEntry {
  code: string;
  stage?: StageName;
  operation?: string;
  /** HTTP status of the service's answer. */
  status?: number;
  /** The service's own id of the failed request: what its support asks for. */
  request_id?: string;
  details?: Record<string, unknown>;
}

const MARKER = Symbol.for('aws-s3-connector.ConnectorError');

/**
 * The one error that leaves the connector: what happened (`message`), who must act (`category`), how to fix it (`fix`).
 * Secrets are removed here, in the constructor, so that no way of printing it can show them.
 */
export class ConnectorError extends Error implements ErrorFacts {
  declare readonly code: string;
  declare readonly category: ErrorCategory;
  declare readonly fix: string;
  declare readonly retryable: boolean;
  declare readonly stage?: StageName;
  declare readonly operation?: string;
  declare readonly status?: number;
  declare readonly request_id?: string;
  declare readonly details?: Record<string, unknown>;

  /** @param options.secrets values that must not appear, beside everything that has the shape of a secret */
  constructor(given: ErrorFacts, options: { cause?: unknown; secrets?: Iterable<string> } = {}) {
    const redact = redactor(options.secrets);
    const safe = redactValue({ ...given }, redact);
    super(safe.message);
    const { message: _, ...facts } = withoutUndefined(safe);
    Object.assign(this, facts);
    const hidden = { enumerable: false, configurable: true, writable: true };
    Object.defineProperty(this, 'name', { ...hidden, value: 'ConnectorError' });
    Object.defineProperty(this, MARKER, { ...hidden, value: true });
    if (options.cause !== undefined) {
      Object.defineProperty(this, 'cause', { ...hidden, value: summarise(options.cause, redact) });
    }
  }

  /** Recognises a ConnectorError, also one that another copy of this package made. */
  static is(value: unknown): value is ConnectorError {
    return typeof value === 'object' && value !== null && MARKER in value;
  }

  toJSON(): ErrorFacts {
    const { code, category, message, fix, stage, operation, retryable, status, request_id, details } = this;
    return { code, category, message, fix, stage, operation, retryable, status, request_id, details };
  }
}

const withoutUndefined = <Members extends object>(members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Members;

/** A cause keeps its name, message and stack, and loses everything else: SDK errors carry whole requests. */
function summarise(cause: unknown, redact: (text: string) => string) {
  if (!(cause instanceof Error)) return redact(String(cause));
  return { name: cause.name, message: redact(cause.message), stack: redact(cause.stack ?? '') };
}

/** Fills `{name}` placeholders; a missing value leaves a readable gap rather than the word "undefined". */
export function fillIn(template: string, values: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? 'unknown'));
}

export type FailOptions = { details?: Record<string, unknown>; cause?: unknown } & Partial<ErrorFacts>;

/**
 * Makes the function that creates errors from one catalogue: `throw fail('region_required', { ... })`.
 * `values` fill the placeholders of the entry's texts; `options` override or complete the entry.
 */
export function errorsOf<Code extends string>(catalogue: Readonly<Record<Code, CatalogueEntry>>) {
  return (code: Code, values: Record<string, unknown> = {}, options: FailOptions = {}): ConnectorError => {
    const { cause, ...facts } = options;
    const entry = catalogue[code];
    const message = fillIn(entry.message, values);
    return new ConnectorError(
      { ...entry, code, message, fix: fillIn(entry.fix, values), ...facts },
      { cause },
    );
  };
}
