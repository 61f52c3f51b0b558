import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { startSandbox, type SandboxOptions } from '../../../sandbox/index.ts';
import { ADDITIONS, lookUp } from './data.ts';
import { attachable } from './policies.ts';
import type { FilledServer, User } from './world.ts';

/** A sandbox with the demo and what the proofs add to it. */
export async function startOwnServer(options: SandboxOptions): Promise<FilledServer & { administrator: S3 }> {
  const sandbox = await startSandbox({ demo: true, ...options });
  const { endpoint, region, access_key, secret_key } = sandbox;
  const settings = {
    endpoint,
    region,
    credentials: { accessKeyId: access_key, secretAccessKey: secret_key },
  };
  const administrator = new S3({ ...settings, forcePathStyle: true, followRegionRedirects: true });
  const iam = new IAM(settings);
  for (const add of Object.values(ADDITIONS)) await add(administrator);
  const facts = await lookUp(administrator);
  const start = await sandbox.snapshot();
  let users = 0;
  return {
    endpoint,
    region,
    facts,
    administrator,
    addFault: (rule) => sandbox.addFault(rule),
    clearFaults: () => sandbox.clearFaults(),
    restore: async () => {
      await sandbox.restore(start);
      return facts;
    },
    newUser: () => newUser(iam, `user-${(users += 1)}`),
    close: async () => {
      for (const each of [administrator, iam]) each.destroy();
      await sandbox.close();
    },
  };
}

async function newUser(iam: IAM, name: string): Promise<User> {
  await iam.createUser({ UserName: name });
  const { AccessKey } = await iam.createAccessKey({ UserName: name });
  return {
    name,
    keys: { access_key: AccessKey?.AccessKeyId ?? '', secret_key: AccessKey?.SecretAccessKey ?? '' },
    permit: async (document) => {
      const PolicyDocument = JSON.stringify(attachable(document));
      await iam.putUserPolicy({ UserName: name, PolicyName: 'generated', PolicyDocument });
    },
  };
}
