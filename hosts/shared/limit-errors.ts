import type { CatalogueEntry } from '../../connector/index.ts';

/** What whoever limits a host can do wrong, in words. */
export const limitErrors = {
  limits_exceeded: {
    category: 'permission',
    message: 'The connection does not allow {kind} "{value}", so the host cannot be limited to it.',
    fix: 'Limit the host to what the connection allows.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;
