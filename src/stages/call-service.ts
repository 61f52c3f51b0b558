import type { Context, Operation } from '../define.ts';
import type { FileStore } from '../files/store.ts';
import type { Auth, Service } from '../service.ts';
import type { Validator } from '../validator.ts';

export interface CallOptions {
  signal?: AbortSignal | undefined;
  files: FileStore;
  clock: () => Date;
  validator: Validator;
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
    operations: service.operations,
    limits: service.limitsOf(auth.connection),
    needs: (part) => service.needs(operation, part, region, options),
  };
  return operation.perform(context as Context<never>, input as never);
}
