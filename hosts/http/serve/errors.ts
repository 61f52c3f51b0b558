import type { CatalogueEntry } from '../../../connector/index.ts';

/** Why a server does not start. */
export const serveErrors = {
  token_required: {
    category: 'auth',
    message: 'Other machines would reach this server at {where}, and it asks nobody for a token.',
    fix: 'Set S3C_SERVE_TOKEN to a long random text (openssl rand -hex 24), or listen on 127.0.0.1 only.',
    retryable: false,
  },
  token_weak: {
    category: 'auth',
    message: 'A token of this server is too short, or has blanks or characters beyond ASCII in it.',
    fix: 'Use at least 16 random characters, such as openssl rand -hex 24 prints.',
    retryable: false,
  },
  address_required: {
    category: 'input',
    message:
      'The server would listen on all interfaces ({host}), and does not know the name it is called by.',
    fix: 'Give --address, the origin that clients call, such as https://s3.example.com.',
    retryable: false,
  },
  address_unusable: {
    category: 'input',
    message: 'Clients cannot call "{address}", which is not an origin.',
    fix: 'Give the scheme, the host and the port if any, and no path: https://s3.example.com.',
    retryable: false,
  },
  connections_missing: {
    category: 'auth',
    message: 'The server has no connection, and nobody may add one.',
    fix: 'Set S3C_CONNECTION, give --config with "connections", or allow clients to add their own.',
    retryable: false,
  },
  config_invalid: {
    category: 'input',
    message: 'The configuration is not usable: {reason}',
    fix: 'Correct it; its schema is hosts/http/config/config.schema.json.',
    retryable: false,
  },
  reference_empty: {
    category: 'input',
    message: 'The configuration takes {at} from {source}, and there is nothing.',
    fix: 'Set it before the server starts.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;
