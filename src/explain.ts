import { fail } from './catalogue.ts';
import { ConnectorError, type ErrorFacts } from './errors.ts';
import type { Host } from './runtime.ts';
import { secretsIn, type JsonSchema } from './schema.ts';
import type { Circumstances, Service } from './service.ts';

/** Turns whatever was thrown, at whatever stage, into the one ConnectorError that leaves the connector. */
export function explain(
  error: unknown,
  circumstances: Circumstances,
  service: Service<unknown>,
  host: Host,
): ConnectorError {
  const { operation, stage } = circumstances;
  const facts = withNote(factsOf(error, circumstances, service, host), error);
  const wording = operation.errors?.[facts.code];
  return new ConnectorError(
    { ...facts, stage: facts.stage ?? stage, operation: operation.name, ...wording },
    {
      cause: ConnectorError.is(error) ? error.cause : error,
      secrets: secretsOf(circumstances, service, host),
    },
  );
}

function factsOf(
  error: unknown,
  circumstances: Circumstances,
  service: Service<unknown>,
  host: Host,
): ErrorFacts {
  const { signal } = circumstances;
  if (signal?.aborted) return interruption(signal);
  if (ConnectorError.is(error)) return error.toJSON();
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return service.explain(error, circumstances, host) ?? fail('unexpected', { reason }).toJSON();
}

/** An aborted signal is the reason for everything that failed after it. */
function interruption(signal: AbortSignal): ErrorFacts {
  const late = (signal.reason as Error | undefined)?.name === 'TimeoutError';
  return fail(late ? 'deadline_exceeded' : 'cancelled').toJSON();
}

/** Every value of the connection and the input whose schema calls it secret. */
function secretsOf(
  { operation, given, connection }: Circumstances,
  service: Service<unknown>,
  host: Host,
): string[] {
  const forms = host.validator.inline(service.auth).oneOf as JsonSchema[];
  const input = host.validator.inline(operation.contract.input);
  return [...forms.flatMap((form) => secretsIn(form, connection)), ...secretsIn(input, given)];
}

/** Something to add to whatever an error turns out to mean, such as what it left behind. */
export interface Note {
  text: string;
  fix: string;
  details: Record<string, unknown>;
}

const notes = new WeakMap<object, Note>();

/** Adds a note to an error on its way to `explain`; returns the error. */
export function annotate(error: unknown, note: Note): unknown {
  if (typeof error === 'object' && error !== null) notes.set(error, note);
  return error;
}

function withNote(facts: ErrorFacts, error: unknown): ErrorFacts {
  const note = typeof error === 'object' && error !== null ? notes.get(error) : undefined;
  if (!note) return facts;
  const { text, fix, details } = note;
  return {
    ...facts,
    message: `${facts.message} ${text}`,
    fix: `${facts.fix} ${fix}`,
    details: { ...facts.details, ...details },
  };
}
