import type { CatalogueEntry } from '../../connector/index.ts';

/** What the guards refuse, in words. */
export const guardErrors = {
  token_missing: {
    category: 'auth',
    message: 'The request carries no token.',
    fix: 'Send the header "Authorization: Bearer <token>" with the token of this server.',
    retryable: false,
  },
  token_wrong: {
    category: 'auth',
    message: "The request's token is not the one of this server.",
    fix: 'Take the token that the server has now: it may be a new one at every start.',
    retryable: false,
  },
  host_refused: {
    category: 'permission',
    message: 'The request names "{host}" as its host, and this server does not go by that name.',
    fix: 'Use the address that the server printed.',
    retryable: false,
  },
  origin_refused: {
    category: 'permission',
    message: 'The request comes from a page of another origin.',
    fix: 'Use the page of this server, or call it from outside of a browser.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;
