import { randomBytes } from 'node:crypto';
import { DEFAULT_ACCOUNT_ID, accountOf } from './auth/identity.ts';
import { TEST_CERTIFICATE } from './certificate.ts';
import { SandboxClock } from './clock.ts';
import type { Surroundings } from './context.ts';
import { createControls } from './control/controls.ts';
import { startControl } from './control/start.ts';
import { createDemo } from './demo.ts';
import { demoUsers } from './demo-users.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import { IdentityDirectory } from './iam/directory.ts';
import { KmsKeys } from './kms/keys.ts';
import { listen, stop } from './listening.ts';
import { EventPublisher } from './notifications/publisher.ts';
import { createBuckets } from './operations/create-bucket.ts';
import type { Sandbox, SandboxOptions } from './options.ts';
import { createS3Server } from './server.ts';
import { Store } from './store/index.ts';

export type { ClockMove, ControlAddress, SandboxControls } from './control/interface.ts';
export type { ActiveFault, FaultKind, FaultRule } from './faults/rules.ts';
export type {
  PolicyDocument,
  SandboxIdentity,
  SandboxIdentityProvider,
  SandboxKmsKey,
  SandboxRole,
  SandboxUser,
} from './iam/options.ts';
export type { Patience, Sandbox, SandboxLogger, SandboxOptions } from './options.ts';

/** Not a real key: it works nowhere but here. */
const ADMINISTRATOR_ACCESS_KEY = 'AKIASANDBOXADMIN0001';

/**
 * Starts an S3-protocol server on 127.0.0.1.
 * @throws ConnectorError `policy_invalid`, what `listen` throws when the port is taken, and what the file system throws about `directory`
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
    users: [administrator, ...(options.demo === true ? demoUsers() : []), ...(options.users ?? [])],
    roles: options.roles ?? [],
    identityProviders: options.identity_providers ?? [],
    serviceControlPolicies: options.service_control_policies ?? {},
    now: clock.now(),
  });
  const kmsKeys = new KmsKeys(options.kms_keys, region);
  const surroundings: Surroundings = {
    store: await Store.open(options.directory),
    account: accountOf(DEFAULT_ACCOUNT_ID),
    region,
    clock: clock.now,
    signingTime: clock.signingTime,
    events: new EventPublisher(options.notifications, options.logger),
    faults: new FaultPlan(options.faults, options.seed),
    users: identities.keys,
    identities,
    kmsKeys,
  };
  const begin = async () => {
    await createBuckets(surroundings, options.buckets ?? []);
    if (options.demo === true) await createDemo(surroundings);
  };
  await begin();
  const controls = createControls(surroundings, clock, begin);
  const tls = options.tls === true ? TEST_CERTIFICATE : options.tls || undefined;
  const { logger, patience } = options;
  const server = createS3Server({ surroundings, tls, logger, patience });
  const giveUp = async (error: unknown): Promise<never> => {
    await stop(server);
    await surroundings.store.close();
    throw error;
  };
  const port = await listen(server, options.port ?? 0).catch(giveUp);
  const control = await startControl(options, controls).catch(giveUp);
  return {
    endpoint: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    region,
    access_key: administrator.access_key,
    secret_key: administrator.secret_key,
    users: identities.list(),
    certificate: tls?.cert,
    control: control.address,
    ...controls,
    close: async () => {
      await Promise.all([stop(server), control.close()]);
      await surroundings.events.close();
      await surroundings.store.close();
    },
  };
}
