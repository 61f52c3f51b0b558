import type { Context, Operation } from '../define.ts';
import type { FileStore } from '../files/store.ts';
import type { Auth, Service } from '../service.ts';

export interface CallOptions {
  signal?: AbortSignal | undefined;
  files: FileStore;
  clock: () => Date;
  onProgress?: (bytes: number, total?: number) => void;
}

/** Stage 5. The only stage that reaches the network. */
export function callService<Client>(
  operation: Operation,
  input: object,
  auth: Auth,
  region: string,
  service: Service<Client>,
  options: CallOptions,
): Promise<unknown> {
  const { signal } = options;
  signal?.throwIfAborted();
  let never: AbortSignal | undefined;
  const context: Context<Client> = {
    client: service.open(auth, region, signal),
    // Made only for the operations that look at it: most leave it to the client.
    get signal() {
      return signal ?? (never ??= new AbortController().signal);
    },
    progress: (bytes, total) => options.onProgress?.(bytes, total),
    files: {
      save: (content, file) => options.files.save(content, file, signal),
      open: (file) => options.files.open(file, signal, service.trustedOrigins(auth.connection)),
    },
    clock: options.clock,
    limits: service.limitsOf(auth.connection),
  };
  return operation.perform(context as Context<never>, input as never);
}
