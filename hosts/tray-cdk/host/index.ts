import { AsyncLocalStorage } from 'node:async_hooks';
import { createConnector, type Manifest } from '../../../connector/index.ts';
import { connectionOf } from './connection.ts';
import { createTrayFiles, type Store } from './files.ts';
import { givenInput } from './input.ts';
import { trayError, type TrayError } from './outcome.ts';

export interface RunnerSettings {
  /** Origins that a connection's endpoints may have; none: AWS only. */
  allowedEndpoints: readonly string[];
}

/** Tray's result without Tray's types: the handlers, which are not bundled, make the one from the other. */
export interface Outcome {
  output?: object;
  error?: TrayError;
}

export type Runner = (
  name: string,
  input: object,
  auth: object | undefined,
  store: Store,
) => Promise<Outcome>;

/**
 * What every handler of the Tray connector calls. One connector serves them all; the way into Tray's storage belongs
 * to the run, and so goes beside it.
 */
export function createRunner(settings: RunnerSettings): Runner {
  const stores = new AsyncLocalStorage<Store>();
  const connector = createConnector({ fileStore: createTrayFiles(stores, settings.allowedEndpoints) });
  const manifest: Manifest = connector.manifest;
  return async (name, input, auth, store) => {
    try {
      const connection = connectionOf(manifest.auth, auth, settings.allowedEndpoints);
      const output = await stores.run(store, () =>
        connector.run(name as string, givenInput(name, input), { connection }),
      );
      // Members that are undefined go: Tray's steps exchange JSON.
      return { output: JSON.parse(JSON.stringify(output)) as object };
    } catch (error) {
      return { error: trayError(error) };
    }
  };
}
