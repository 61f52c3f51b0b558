import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { answerError, startFaultProxy, type Passing } from '../../../faults/proxy.ts';
import type { OutsideServer } from '../../../fixtures/outside-server.ts';
import { lookUp } from '../data.ts';
import type { FilledServer } from '../world.ts';
import { attachable } from '../policies.ts';
import { administrate } from './administration.ts';
import { BUCKETS, refill } from './content.ts';
import { inItsWords } from './words.ts';

/**
 * Ceph's gateway with what the sandbox's demo has and what the proofs add to it. The calls go through a proxy, which
 * brings about faults, and sees which buckets are written to.
 */
export async function startGateway(outside: OutsideServer): Promise<FilledServer & { administrator: S3 }> {
  const { endpoint = '', region, access_key, secret_key } = outside.connection;
  const settings = {
    endpoint,
    region,
    credentials: { accessKeyId: access_key, secretAccessKey: secret_key },
  };
  const administrator = new S3({
    ...settings,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const iam = new IAM(settings);
  const { addUser, removeBuckets } = administrate(outside.connection);
  const proxy = await startFaultProxy(endpoint);
  for (const bucket of BUCKETS) await refill(administrator, bucket);
  const users: string[] = [];
  return {
    endpoint: proxy.endpoint,
    region,
    administrator,
    facts: await lookUp(administrator),
    addFault: ({ fault, api }) => {
      if (fault !== 'expired_token' || api !== 'UploadPart')
        throw new Error(`No proxy for ${fault} of ${api}.`);
      proxy.inject((passing) => (isPart(passing) ? answerError(400, 'ExpiredToken') : undefined));
    },
    clearFaults: () => proxy.inject(() => undefined),
    restore: async () => {
      const written = new Set(proxy.seen.splice(0).filter(hasWritten).map(bucketOf));
      for (const user of users) await removeBuckets(user);
      for (const bucket of BUCKETS) if (written.has(bucket)) await refill(administrator, bucket);
      return lookUp(administrator);
    },
    newUser: async () => {
      const name = `proof-${users.length + 1}-${process.pid}`;
      users.push(name);
      const keys = await addUser(name);
      return {
        name,
        keys,
        permit: async (document) => {
          const PolicyDocument = JSON.stringify(attachable(inItsWords(document)));
          await iam.putUserPolicy({ UserName: name, PolicyName: 'generated', PolicyDocument });
        },
      };
    },
    close: async () => {
      for (const each of [administrator, iam]) each.destroy();
      await proxy.close();
    },
  };
}

const isPart = ({ method, query }: Passing): boolean => method === 'PUT' && query.has('partNumber');

const hasWritten = ({ method, status = 500 }: Passing): boolean =>
  method !== 'GET' && method !== 'HEAD' && status < 300;

const bucketOf = ({ path }: Passing): string => path.split('/')[1] ?? '';
