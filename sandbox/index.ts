import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { DEFAULT_ACCOUNT_ID, accountOf } from './auth/identity.ts';
import { TEST_CERTIFICATE } from './certificate.ts';
import { SandboxClock } from './clock.ts';
import type { Surroundings } from './context.ts';
import { createDemo } from './demo.ts';
import { IdentityDirectory } from './iam/directory.ts';
import { KmsKeys } from './kms/keys.ts';
import { advance } from './lifecycle/advance.ts';
import { EventPublisher } from './notifications/publisher.ts';
import { createBuckets } from './operations/create-bucket.ts';
import type { ClockMove, Sandbox, SandboxOptions } from './options.ts';
import { createS3Server } from './server.ts';
import { Store } from './store/index.ts';

export type {
  ClockMove,
  PolicyDocument,
  Sandbox,
  SandboxIdentity,
  SandboxIdentityProvider,
  SandboxKmsKey,
  SandboxLogger,
  SandboxOptions,
  SandboxRole,
  SandboxUser,
} from './options.ts';

/** Not a real key: it works nowhere but here. */
const ADMINISTRATOR_ACCESS_KEY = 'AKIASANDBOXADMIN0001';

/**
 * Starts an S3-protocol server on 127.0.0.1.
 * @throws what `listen` throws when the port is taken, and what the file system throws about `directory`
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const region = options.region ?? 'us-east-1';
  const administrator = {
    access_key: options.access_key ?? ADMINISTRATOR_ACCESS_KEY,
    secret_key: options.secret_key ?? randomBytes(30).toString('base64'),
    name: 'administrator',
  };
  const clock = new SandboxClock(options.clock);
  const identities = new IdentityDirectory({
    users: [administrator, ...(options.users ?? [])],
    roles: options.roles ?? [],
    identityProviders: options.identity_providers ?? [],
    now: clock.now(),
  });
  const surroundings: Surroundings = {
    store: await Store.open(options.directory),
    account: accountOf(DEFAULT_ACCOUNT_ID),
    region,
    clock: clock.now,
    signingTime: clock.signingTime,
    events: new EventPublisher(options.notifications, options.logger),
    users: identities.keys,
    identities,
    kmsKeys: new KmsKeys(options.kms_keys, region),
  };
  await createBuckets(surroundings, options.buckets ?? []);
  if (options.demo === true) await createDemo(surroundings);
  const tls = options.tls === true ? TEST_CERTIFICATE : options.tls || undefined;
  const server = createS3Server({ surroundings, tls, logger: options.logger });
  const port = await listen(server, options.port ?? 0).catch(async (error: unknown) => {
    await surroundings.store.close();
    throw error;
  });
  return {
    endpoint: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    region,
    access_key: administrator.access_key,
    secret_key: administrator.secret_key,
    users: identities.list(),
    certificate: tls?.cert,
    advanceClock: async (by) => {
      await advance(surroundings, clock, target(clock.now(), by));
      return clock.now();
    },
    eventsSent: () => surroundings.events.settled(),
    close: async () => {
      await stop(server);
      await surroundings.events.settled();
      await surroundings.store.close();
    },
  };
}

function target(now: Date, { days = 0, hours = 0, minutes = 0, seconds = 0, to = now }: ClockMove): Date {
  const ahead = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  return new Date(to.getTime() + ahead * 1000);
}

type Server = ReturnType<typeof createS3Server>;

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
