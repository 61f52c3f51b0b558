import { createGuardedFetch, createStagingStore, type FileStore } from '../../connector/index.ts';
import { DEFAULT_CONNECTION } from './environment.ts';
import { fail } from './errors.ts';
import type { LambdaHostOptions } from './options.ts';

/** How long the link of a file works. A role's credentials end after some hours, do not say when, and end it with them. */
const LIFETIME_SECONDS = 3600;

/** Files in the staging bucket, which is opened with the first of them: most invocations have none. */
export function createFiles(
  { staging, connector = {} }: LambdaHostOptions,
  connectionOf: (reference: string) => unknown,
): FileStore & { close(): void } {
  let opened: ReturnType<typeof createStagingStore> | undefined;
  const open = ({ bucket, prefix, connection = DEFAULT_CONNECTION }: NonNullable<typeof staging>) =>
    (opened ??= createStagingStore({
      ...connector,
      bucket,
      prefix,
      connection: connectionOf(connection) as object,
      lifetimeSeconds: LIFETIME_SECONDS,
    }));
  const fetch = createGuardedFetch({ clock: connector.clock });
  return {
    save: async (...given) => {
      if (staging) return open(staging).save(...given);
      throw fail('staging_bucket_missing');
    },
    open: async (file, signal, allowedOrigins) =>
      staging ? open(staging).open(file, signal, allowedOrigins) : fetch(file, { signal, allowedOrigins }),
    close: () => opened?.close(),
  };
}
