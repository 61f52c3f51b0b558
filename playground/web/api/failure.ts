import type { ErrorFacts, Problem } from './types.ts';

/** What the server answers when something went wrong: what happened, who must act, how to fix it. */
export class Failure extends Error {
  readonly facts: ErrorFacts;

  constructor(facts: ErrorFacts) {
    super(facts.message);
    this.facts = facts;
  }
}

/** Every error as facts; one that is not of the connector is of this page. */
export function factsOf(error: unknown): ErrorFacts {
  if (error instanceof Failure) return error.facts;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'page_failed',
    category: 'connector',
    message: `The page failed: ${message}`,
    fix: 'Reload it.',
    retryable: false,
  };
}

export const problemsOf = (facts: ErrorFacts | undefined): Problem[] =>
  (facts?.details?.problems as Problem[] | undefined) ?? [];

export const UNREACHABLE: ErrorFacts = {
  code: 'server_unreachable',
  category: 'network',
  message: 'The server of this page does not answer.',
  fix: 'See whether npm start is still running; after a new start, open the address that it prints.',
  retryable: true,
};

export const TOKEN_FIX = 'Open the whole address that npm start printed: it carries the token.';
