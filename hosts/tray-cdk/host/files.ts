import type { AsyncLocalStorage } from 'node:async_hooks';
import { createGuardedFetch, type FileObject, type FileStore } from '../../../connector/index.ts';
import { fail } from '../../shared/tray/errors.ts';
import { offerOnce } from './offer.ts';

/** Has Tray fetch a URL into its storage, as only an HTTP operation can. */
export type Store = (url: string) => Promise<{ file: FileObject } | { failure: string }>;

/** How long Tray keeps a file; where its storage does not say until when. */
const LIFETIME_SECONDS = 6 * 3600;

/**
 * Tray's file references. They are read by their URL. To store one, its bytes are offered at an address of this
 * machine that only lives for one request, and Tray's own HTTP operation streams them from there.
 */
export function createTrayFiles(
  stores: AsyncLocalStorage<Store>,
  allowedOrigins: readonly string[],
): FileStore {
  const fetch = createGuardedFetch({ allowedOrigins });
  return {
    open: (file, signal, origins = []) => fetch(file, { signal, allowedOrigins: origins }),
    save: async (content, description, signal) => {
      const { name, mime_type } = description;
      const store = stores.getStore();
      if (store === undefined) throw fail('file_store_failed', { name, reason: 'there is no run.' });
      const offer = await offerOnce(content, description, signal);
      try {
        const stored = await store(offer.url);
        if ('failure' in stored) {
          throw (await offer.close()) ?? fail('file_store_failed', { name, reason: stored.failure });
        }
        await offer.complete();
        const { url, expires } = stored.file;
        return { name, url, mime_type, expires: expires || inSixHours() };
      } finally {
        await offer.close();
      }
    },
  };
}

const inSixHours = () => Math.floor(Date.now() / 1000) + LIFETIME_SECONDS;
