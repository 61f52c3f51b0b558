import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ConnectorError } from '../../connector/index.ts';
import { fail } from './errors.ts';
import { statusOf } from './status.ts';
import { requestOf } from './watch/facts.ts';

/** What express and its body parser throw. */
interface RequestError extends Error {
  status?: number;
  type?: string;
  limit?: number;
}

/** Answers whatever nobody else answered. */
export const answerNotFound: RequestHandler = ({ method, baseUrl, path }) => {
  throw fail('route_unknown', { method, path: baseUrl + path });
};

/** Answers the methods that a route does not have. */
export function onlyMethods(...methods: string[]): RequestHandler {
  const allowed = methods.join(', ');
  return ({ method, baseUrl, path }, response) => {
    response.set('Allow', allowed);
    throw fail('method_refused', { method, path: baseUrl + path, allowed });
  };
}

/** Answers every error as `{error}`. */
export const answerError: ErrorRequestHandler = (error, _request, response, _next) => {
  const explained = asConnectorError(error);
  requestOf(response).code = explained.code;
  // Half an answer cannot become an error any more: breaking off is all that tells the client.
  if (response.headersSent || response.destroyed) return void response.destroy();
  const status = statusOf(explained);
  if (status === 429 || status === 503) response.set('Retry-After', RETRY_AFTER);
  response.status(status).json({ error: explained });
};

/** In seconds. What is in the way may be gone in a moment. */
const RETRY_AFTER = '1';

/** Gives every error the one shape. What the body parser says quotes the body, secrets included, and stays inside. */
export function asConnectorError(error: RequestError): ConnectorError {
  if (ConnectorError.is(error)) return error;
  const { status = 500, type, limit } = error;
  if (type === 'entity.parse.failed') return fail('body_not_json', { position: positionIn(error.message) });
  if (type === 'entity.too.large') return fail('body_too_large', { limit });
  if (status >= 400 && status < 500)
    return fail('request_malformed', {
      reason: REASONS[type ?? ''] ?? 'its address or a header is not well formed.',
    });
  return fail('unexpected', { reason: `${error.name}: ${error.message}` }, { cause: error });
}

const REASONS: Readonly<Record<string, string>> = {
  'encoding.unsupported': 'its Content-Encoding is none of gzip, deflate, br and identity.',
  'charset.unsupported': 'its body is not UTF-8.',
  'request.aborted': 'it ended early.',
  'request.size.invalid': 'its body is not as long as announced.',
};

function positionIn(message: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? '' : `: it breaks off or errs at character ${Number(position) + 1}`;
}
