import { Failure, TOKEN_FIX, UNREACHABLE } from './failure.ts';
import { authorization } from './token.ts';
import type { ErrorFacts } from './types.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };

/**
 * Calls the API with the token.
 * @throws Failure what the server says went wrong; an aborted call throws the signal's reason
 */
async function call(path: string, options: RequestInit = {}): Promise<Response> {
  const headers = { ...authorization, ...(options.headers as Record<string, string>) };
  const response = await fetch(`/api/${path}`, { ...options, headers }).catch(() => {
    options.signal?.throwIfAborted();
    throw new Failure(UNREACHABLE);
  });
  if (response.ok) return response;
  throw failureOf(response.status, (await response.json()) as { error: ErrorFacts });
}

export function failureOf(status: number, { error }: { error: ErrorFacts }): Failure {
  return new Failure(status === 401 ? { ...error, fix: TOKEN_FIX } : error);
}

export const get = async <Answer>(path: string, signal?: AbortSignal): Promise<Answer> =>
  (await call(path, { signal })).json();

export const getText = async (path: string): Promise<string> => (await call(path)).text();

export const post = async <Answer>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> =>
  (await postFor(path, body, { signal })).json();

export const put = async <Answer>(path: string, body: unknown): Promise<Answer> =>
  (await call(path, { method: 'PUT', headers: JSON_TYPE, body: JSON.stringify(body) })).json();

export const remove = (path: string) => call(path, { method: 'DELETE' });

export const postFor = (path: string, body: unknown, options: RequestInit = {}) =>
  call(path, {
    ...options,
    method: 'POST',
    headers: { ...JSON_TYPE, ...(options.headers as Record<string, string>) },
    body: JSON.stringify(body),
  });
