import { failureOf } from './client.ts';
import { Failure, UNREACHABLE } from './failure.ts';
import { authorization } from './token.ts';
import type { FileObject, Values } from './types.ts';

export interface UploadOptions {
  /** Bytes that have left the browser. */
  onProgress?: (bytes: number) => void;
  signal?: AbortSignal;
}

/** Keeps a file on this page's server, as a file object for an operation's input. */
export const keepFile = (file: File, options?: UploadOptions) =>
  send<FileObject>(
    'POST',
    `files?${new URLSearchParams({ name: file.name, mime_type: typeOf(file) })}`,
    file,
    options,
  );

/** Sends a file by the request that an operation prepares, such as a presigned upload; answers its output. */
export async function sendFile(
  operation: string,
  connection: string,
  input: Values,
  file: File,
  options?: UploadOptions,
): Promise<Values> {
  const query = new URLSearchParams({ connection, input: JSON.stringify(input) });
  const { output } = await send<{ output: Values }>(
    'PUT',
    `operations/${operation}/send?${query}`,
    file,
    options,
  );
  return output;
}

export const typeOf = (file: File) => file.type || 'application/octet-stream';

/** By XMLHttpRequest: `fetch` does not tell how far a body has got. */
function send<Answer>(
  method: string,
  path: string,
  body: Blob,
  options: UploadOptions = {},
): Promise<Answer> {
  const { onProgress, signal } = options;
  const request = new XMLHttpRequest();
  request.open(method, `/api/${path}`);
  request.setRequestHeader('Authorization', authorization.Authorization);
  request.responseType = 'json';
  request.upload.addEventListener('progress', ({ loaded }) => onProgress?.(loaded));
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => {
      request.abort();
      reject(signal.reason as Error);
    });
    request.addEventListener('error', () => reject(new Failure(UNREACHABLE)));
    request.addEventListener('load', () => {
      const answer: unknown = request.response;
      if (request.status < 300) resolve(answer as Answer);
      else reject(failureOf(request.status, answer as Parameters<typeof failureOf>[1]));
    });
    request.send(body);
  });
}
