import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConnector, type Connector } from '../../../connector/index.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts';
import { allow, document } from './support.ts';

const KEYS = { access_key: 'AKIAKEEPER0000000000', secret_key: 'keeper' };

let sandbox: Sandbox;
let connector: Connector;
beforeAll(async () => {
  const policies = {
    keeper: document(
      allow(['s3:DeleteObject', 's3:DeleteObjectVersion'], 'media/drafts/*'),
      allow('s3:DeleteObject', 'media/notes/*'),
    ),
  };
  sandbox = await startSandbox({ buckets: ['media'], users: [{ name: 'keeper', ...KEYS, policies }] });
  connector = createConnector();
});
afterAll(async () => {
  connector.close();
  await sandbox.close();
});

const remove = (object_keys: readonly (string | object)[], more: object = {}) => {
  const { endpoint, region } = sandbox;
  const input = { bucket_name: 'media', object_keys, ...more };
  return connector.run<string>('delete_multiple_objects', input, {
    connection: { ...KEYS, endpoint, region },
  }) as Promise<{ deleted: object[]; errors: object[] }>;
};

it('a key that is refused among others says what its deletion needs', async () => {
  const { deleted, errors } = await remove([
    'drafts/a',
    'contracts/größe & co.txt',
    { Key: 'notes/b', VersionId: 'null' },
    'notes/c',
  ]);
  expect(deleted).toHaveLength(2);
  expect(errors).toMatchObject([
    {
      object_path: 'contracts/größe & co.txt',
      code: 'access_denied',
      needed: [{ action: 's3:DeleteObject', resource: 'arn:aws:s3:::media/contracts/größe & co.txt' }],
    },
    {
      object_path: 'notes/b',
      version_id: 'null',
      code: 'access_denied',
      needed: [{ action: 's3:DeleteObjectVersion', resource: 'arn:aws:s3:::media/notes/b' }],
    },
  ]);
});

it('what the input asks for beyond the deletion counts for each key', async () => {
  const { errors } = await remove([{ Key: 'drafts/a', VersionId: 'null' }], {
    bypass_governance_retention: true,
  });
  const resource = 'arn:aws:s3:::media/drafts/a';
  expect(errors).toMatchObject([
    {
      needed: [
        { action: 's3:DeleteObjectVersion', resource },
        { action: 's3:BypassGovernanceRetention', resource },
      ],
    },
  ]);
});

it('a key that another error keeps names no permission', async () => {
  const many = Array.from({ length: 1001 }, (_, index) => `drafts/${index}`);
  sandbox.addFault({ fault: 'expired_token', api: 'DeleteObjects', after: 1 });
  const { errors } = await remove(many);
  sandbox.clearFaults();
  expect(errors).toEqual([
    { object_path: 'drafts/1000', code: 'expired_token', message: expect.any(String) },
  ]);
});
