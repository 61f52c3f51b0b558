import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGuardedFetch, type FileObject, type FileStore } from '../../../connector/index.ts';
import { fail } from '../../shared/tray/errors.ts';
import { exactly } from '../../shared/tray/exactly.ts';

/** What of `falafel.files` is used here. */
export interface FalafelFiles {
  streamUpload(file: FalafelUpload & { length: number }): PromiseLike<FileObject>;
  streamMPUpload(file: FalafelUpload): PromiseLike<FileObject>;
}

interface FalafelUpload {
  /** Falafel asks nothing of a stream but to be piped. */
  readStream: { pipe(target: Writable): void };
  name: string;
  contentType: string;
}

/**
 * Tray's file objects. They are read by their URL, and not by falafel's own download, which waits for ever when an
 * address does not answer. They are stored by falafel's upload.
 */
export function createFalafelFiles(
  uploads: AsyncLocalStorage<FalafelFiles>,
  allowedOrigins: readonly string[],
): FileStore {
  const fetch = createGuardedFetch({ allowedOrigins });
  return {
    open: (file, signal, origins = []) => fetch(file, { signal, allowedOrigins: origins }),
    save: (content, { name, mime_type, size }, signal) =>
      new Promise((resolve, reject) => {
        const files = uploads.getStore();
        if (files === undefined) throw fail('file_store_failed', { name, reason: 'there is no run.' });
        const readStream = sourceOf(content, { name, size }, reject, signal);
        const upload = { readStream, name, contentType: mime_type };
        const stored =
          size === undefined ? files.streamMPUpload(upload) : files.streamUpload({ ...upload, length: size });
        stored.then(resolve, (error: { message?: string }) => {
          reject(fail('file_store_failed', { name, reason: `${error.message}` }, { cause: error }));
        });
      }),
  };
}

/** Pipes as a stream does, but tells the target, and us, when the content fails: falafel would wait for more. */
function sourceOf(
  content: Readable,
  file: { name: string; size?: number },
  onFailure: (error: unknown) => void,
  signal?: AbortSignal,
): FalafelUpload['readStream'] {
  return {
    pipe: (target) => {
      pipeline(content, exactly(file), target, { signal }).catch(onFailure);
    },
  };
}
