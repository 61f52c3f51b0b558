import { afterAll, expect, test } from 'vitest';
import { createConnector } from '../../connector/index.ts';

const connector = createConnector();
afterAll(() => connector.close());

const CONNECTION = {
  access_key: 'AKIAEXAMPLE000000001',
  secret_key: 'Correct/Horse+Battery/Staple+0123456789ab',
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:2',
};
/** Nothing listens there, either. */
const NOWHERE = 'http://127.0.0.1:1';
const ROLE = { type: 'assume_role', role_arn: 'arn:aws:iam::123456789012:role/reader' };

test.each<[string, object, string]>([
  ['S3', {}, 'http://127.0.0.1:2'],
  ['STS, which gives the credentials of a role', { ...ROLE, sts_endpoint: NOWHERE }, NOWHERE],
])('a call that reaches nobody names %s', async (_service, given, address) => {
  const run = connector.run('list_buckets', {}, { connection: { ...CONNECTION, ...given } });
  await expect(run).rejects.toMatchObject({
    code: 'connection_refused',
    message: `Nothing answers at ${address}.`,
  });
});

test.each<[string, object, object]>([
  ['STS, which tells who calls', { sts_endpoint: NOWHERE }, {}],
  [
    'IAM, which tells what is allowed',
    { iam_endpoint: NOWHERE },
    { principal: 'arn:aws:iam::123456789012:user/reader' },
  ],
])('a question that reaches nobody names %s', async (_service, given, who) => {
  const input = { method: 'simulator' as const, bucket_name: 'books', ...who };
  const run = connector.run('check_permissions', input, { connection: { ...CONNECTION, ...given } });
  await expect(run).rejects.toMatchObject({
    code: 'connection_refused',
    message: `Nothing answers at ${NOWHERE}.`,
  });
});
