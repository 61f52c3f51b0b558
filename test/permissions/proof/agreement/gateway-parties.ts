import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { createConnector } from '../../../../connector/index.ts';
import { memoryFiles } from '../../../fixtures/files.ts';
import type { OutsideServer } from '../../../fixtures/outside-server.ts';
import { administrate } from '../gateway/administration.ts';
import { ANONYMOUS, type Keys } from '../world.ts';
import { ACCOUNT, BUCKET, fill, filesIn, principalOf, type Parties } from './parties.ts';

const USERS = ['bob', 'reader'];

/** Users of Ceph's gateway, which belong to no account; what they may do is up to them and to the bucket alone. */
export async function gatherAtGateway({ connection, users }: OutsideServer): Promise<Parties> {
  const { endpoint = '', region } = connection;
  const settings = ({ access_key, secret_key }: { access_key: string; secret_key: string }) => ({
    endpoint,
    region,
    credentials: { accessKeyId: access_key, secretAccessKey: secret_key },
  });
  const { addUser } = administrate(connection);
  const keys = new Map<string, Keys>([['anonymous', ANONYMOUS]]);
  for (const name of USERS) keys.set(name, await addUser(name));
  const { root: system = connection } = users;
  const root = new S3({ ...settings(system), forcePathStyle: true });
  const iam = new IAM(settings(connection));
  const fileStore = memoryFiles();
  const connector = createConnector({ fileStore });
  await root.createBucket({ Bucket: BUCKET });
  const versions = await fill(root);
  return {
    names: [...keys.keys()],
    files: filesIn(fileStore),
    world: { server: { endpoint, region, addFault: nothing, clearFaults: nothing }, connector },
    versions,
    enact: async (party, { identity, bucket }) => {
      if (bucket === undefined) await root.deleteBucketPolicy({ Bucket: BUCKET });
      else await root.putBucketPolicy({ Bucket: BUCKET, Policy: inItsWords(bucket) });
      const policy = { PolicyName: 'random', PolicyDocument: inItsWords(identity) };
      if (party !== 'anonymous') await iam.putUserPolicy({ UserName: party, ...policy });
      return keys.get(party) ?? ANONYMOUS;
    },
    givenTo: (party, { identity, bucket }) => ({
      account: ACCOUNT,
      principal: principalOf(party),
      identityPolicies: party === 'anonymous' ? [] : [identity],
      ...(bucket === undefined ? {} : { bucketPolicy: bucket }),
      context: { 'aws:SourceIp': '127.0.0.1' },
    }),
    close: async () => {
      for (const each of [root, iam]) each.destroy();
      connector.close();
    },
  };
}

const nothing = () => undefined;

const inItsWords = (document: object): string =>
  JSON.stringify(document).replaceAll(/arn:aws:iam::\d{12}:user/g, 'arn:aws:iam:::user');
