import { Agent, get } from 'node:https';
import {
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, it } from 'vitest';
import { startTestSandbox } from '../../fixtures/sandbox.ts';
import { BUCKET, OBJECTS, allow, deny, documentOf, useLaboratory } from './laboratory.ts';

const laboratory = useLaboratory();

describe('a presigned URL', () => {
  const status = async (Condition: object) => {
    await laboratory.enact('bob', { identity: [allow('s3:GetObject', { Condition })] });
    const command = new GetObjectCommand({ Bucket: BUCKET, Key: 'public/a.txt' });
    return (await fetch(await getSignedUrl(laboratory.client('bob'), command))).status;
  };
  it.each([
    ['is signed in its query', { StringEquals: { 's3:authType': 'REST-QUERY-STRING' } }, 200],
    ['is not signed in its header', { StringEquals: { 's3:authType': 'REST-HEADER' } }, 403],
    ['is young', { NumericLessThan: { 's3:signatureAge': '600000' } }, 200],
    ['is older than that', { NumericLessThan: { 's3:signatureAge': '-1000000' } }, 403],
  ])('%s', async (_name, condition, expected) => {
    expect(await status(condition)).toBe(expected);
  });
});

describe('TLS', () => {
  const Bucket = 'secure-bucket';
  it.each([
    ['is seen', { Bool: { 'aws:SecureTransport': 'true' } }, 200],
    ['is not taken for none', { Bool: { 'aws:SecureTransport': 'false' } }, 403],
    ['of this version', { NumericGreaterThanEquals: { 's3:TlsVersion': '1.2' } }, 200],
    ['of an older version', { NumericLessThan: { 's3:TlsVersion': '1.2' } }, 403],
  ])('%s', async (_name, Condition, expected) => {
    const test = await startTestSandbox({ buckets: [Bucket], tls: true });
    const httpsAgent = new Agent({ ca: test.sandbox.certificate });
    const client = test.createClient({ requestHandler: new NodeHttpHandler({ httpsAgent }) });
    const resource = { Principal: '*', Resource: `arn:aws:s3:::${Bucket}/*` };
    const Policy = documentOf([allow('s3:GetObject', { ...resource, Condition })]);
    await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect(await statusOf(`${test.sandbox.endpoint}/${Bucket}/k`, httpsAgent)).toBe(expected);
    httpsAgent.destroy();
    await test.close();
  });
});

/** Of an anonymous GET. */
function statusOf(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject);
  });
}

it('a policy that wants TLS refuses plain requests', async () => {
  const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
  const tlsOnly = deny('s3:GetObject', { Principal: '*', Resource: OBJECTS, Condition });
  await laboratory.enact('bob', { identity: [allow('s3:*')], bucket: [tlsOnly] });
  const client = laboratory.client('bob');
  await expect(client.getObject({ Bucket: BUCKET, Key: 'public/a.txt' })).rejects.toMatchObject({
    message: expect.stringContaining('with an explicit deny in a resource-based policy'),
  });
});
