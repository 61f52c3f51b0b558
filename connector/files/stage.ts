import { createRuntime } from '../../src/index.ts';
import type { S3 } from '../client.ts';
import { createClients, type ClientOptions } from '../clients.ts';
import type { S3Connection } from '../connection.ts';
import { fail } from '../errors.ts';
import { inspectRegion } from '../regions.ts';
import { createService } from '../service.ts';

/** How long cleaning up may hold up the error of a save that failed. */
const SECONDS_TO_CLEAN_UP = 10;

/** The bucket's side of a staging store: its connection, and clients for it. */
export interface Stage {
  connection: S3Connection;
  client(signal?: AbortSignal): S3;
  /** Deletes what an upload that failed may have stored after all; never throws. */
  remove(at: { Bucket: string; Key: string }): Promise<void>;
  close(): void;
}

/** Looks at the connection as a run would, so that a wrong one is noticed before the first file. */
export function openStage(options: ClientOptions & { connection: Partial<S3Connection> }): Stage {
  // The host chose it in code, so it may be the host's own credentials.
  const runtime = createRuntime(createService(), { allowAmbientCredentials: true });
  const connection = runtime.checkConnection(options.connection) as S3Connection;
  const { region } = connection;
  if (region === undefined) throw fail('region_required');
  const problem = inspectRegion(region, connection);
  if (problem) throw problem;
  const clients = createClients(options);
  const client = (signal?: AbortSignal) => clients.open({ connection }, region, signal);
  return {
    connection,
    client,
    remove: async (at) => {
      const limited = client(AbortSignal.timeout(SECONDS_TO_CLEAN_UP * 1000));
      await limited.send('DeleteObject', at).catch(() => {});
    },
    close: clients.close,
  };
}
