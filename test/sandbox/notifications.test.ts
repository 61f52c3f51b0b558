import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  RestoreObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { NotificationConfiguration } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendForm } from '../fixtures/post-form.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'telling-bucket';
const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:events';
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:resize';
const NOWHERE = 'arn:aws:sns:us-east-1:123456789012:nowhere';

interface Message {
  Event?: string;
  Bucket?: string;
  Records?: { eventName: string; s3: { configurationId: string; object: Record<string, unknown> } }[];
}

let test: TestSandbox;
let listener: Server;
let received: Message[];
/** Answers that are no success, to be given first. */
let failures: number;

beforeEach(async () => {
  received = [];
  failures = 0;
  listener = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      failures -= 1;
      response.statusCode = failures >= 0 ? 503 : 200;
      if (failures < 0) received.push(JSON.parse(Buffer.concat(chunks).toString()) as Message);
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
  test = await startTestSandbox({
    buckets: [Bucket],
    notifications: {
      [QUEUE]: `${address}queue`,
      [FUNCTION]: `${address}function`,
      [NOWHERE]: 'http://127.0.0.1:1/',
    },
  });
});

afterEach(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
  listener.closeAllConnections();
  await new Promise((resolve) => listener.close(resolve));
});

const send: TestSandbox['client']['send'] = (...given: never[]) =>
  (test.client.send as (...all: never[]) => never)(...given);
const configure = (NotificationConfiguration: NotificationConfiguration, input: object = {}) =>
  send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration, ...input }));
const queue = (...events: string[]) => ({ QueueArn: QUEUE, Events: events as never[] });
const put = (Key: string, input: object = {}) =>
  send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...input }));
const records = async () => {
  await test.sandbox.eventsSent();
  return received.flatMap(({ Records = [] }) => Records);
};
const names = async () => (await records()).map(({ eventName }) => eventName);

describe('a destination', () => {
  it('gets a test message, and then what happens, in S3 format', async () => {
    await configure({ QueueConfigurations: [{ Id: 'mine', ...queue('s3:ObjectCreated:*') }] });
    expect(received).toEqual([expect.objectContaining({ Event: 's3:TestEvent', Bucket })]);
    const { ETag } = await put('red flower.jpg');
    const [record] = await records();
    expect(record).toMatchObject({
      eventVersion: '2.5',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: expect.stringMatching(/^AWS:/) as string },
      requestParameters: { sourceIPAddress: expect.stringContaining('127.0.0.1') as string },
      responseElements: { 'x-amz-request-id': expect.stringMatching(/^[0-9A-F]{16}$/) as string },
      s3: {
        configurationId: 'mine',
        bucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` },
        object: { key: 'red+flower.jpg', size: 1, eTag: ETag?.replaceAll('"', '') },
      },
    });
  });

  it('gets only the events and keys that its filter names', async () => {
    const rules = [
      { Name: 'prefix' as const, Value: 'images/' },
      { Name: 'suffix' as const, Value: '.jpg' },
    ];
    const Filter = { Key: { FilterRules: rules } };
    await configure({
      LambdaFunctionConfigurations: [
        { LambdaFunctionArn: FUNCTION, Events: ['s3:ObjectCreated:Put'], Filter },
      ],
    });
    for (const key of ['images/a.jpg', 'images/a.png', 'other/a.jpg']) await put(key);
    await send(new CopyObjectCommand({ Bucket, Key: 'images/b.jpg', CopySource: `${Bucket}/images/a.jpg` }));
    expect((await records()).map(({ s3 }) => s3.object['key'])).toEqual(['images/a.jpg']);
  });

  it('that fails is tried again', async () => {
    await configure({ QueueConfigurations: [queue('s3:ObjectCreated:*')] });
    failures = 2;
    await put('k');
    expect(await names()).toEqual(['ObjectCreated:Put']);
  });
});

describe('a destination that never answers', () => {
  it('keeps no sandbox open', async () => {
    await configure({ QueueConfigurations: [queue('s3:ObjectCreated:*')] });
    const asked = new Promise((resolve) => {
      listener.removeAllListeners('request').on('request', resolve);
    });
    await put('k');
    await asked;
    await test.sandbox.close();
    expect(await names()).toEqual([]);
  });
});

describe('the events', () => {
  it('are those of what was done, in its order', async () => {
    await configure({
      QueueConfigurations: [
        queue('s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:ObjectTagging:*', 's3:LifecycleExpiration:*'),
      ],
    });
    await put('k');
    await send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/k` }));
    const { UploadId } = await send(new CreateMultipartUploadCommand({ Bucket, Key: 'm' }));
    const part = await send(new UploadPartCommand({ Bucket, Key: 'm', UploadId, PartNumber: 1, Body: 'x' }));
    const Parts = [{ PartNumber: 1, ETag: part.ETag }];
    await send(
      new CompleteMultipartUploadCommand({ Bucket, Key: 'm', UploadId, MultipartUpload: { Parts } }),
    );
    const tag = { Bucket, Key: 'k', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } };
    await send(new PutObjectTaggingCommand(tag));
    await send(new DeleteObjectTaggingCommand({ Bucket, Key: 'k' }));
    await send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'm' }, { Key: 'missing' }] } }));
    await send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const deleted = await send(new DeleteObjectCommand({ Bucket, Key: 'copy' }));
    const rule = { Status: 'Enabled' as const, Filter: { Prefix: 'k' }, Expiration: { Days: 1 } };
    const LifecycleConfiguration = { Rules: [rule] };
    await send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
    await test.sandbox.advanceClock({ days: 2 });
    expect(await names()).toEqual([
      'ObjectCreated:Put',
      'ObjectCreated:Copy',
      'ObjectCreated:CompleteMultipartUpload',
      'ObjectTagging:Put',
      'ObjectTagging:Delete',
      'ObjectRemoved:Delete',
      'ObjectRemoved:DeleteMarkerCreated',
      'LifecycleExpiration:DeleteMarkerCreated',
    ]);
    const marker = (await records()).find(
      ({ eventName }) => eventName === 'ObjectRemoved:DeleteMarkerCreated',
    );
    expect(marker?.s3.object['versionId']).toBe(deleted.VersionId);
    const sequencers = (await records()).map(({ s3 }) => String(s3.object['sequencer']));
    expect(sequencers).toEqual([...sequencers].sort());
  });
});

describe('the events of other things', () => {
  it('are sent too: of forms, ACLs, and restored copies that come and go', async () => {
    const restores = 's3:ObjectRestore:*';
    await configure({ QueueConfigurations: [queue('s3:ObjectCreated:Post', 's3:ObjectAcl:Put', restores)] });
    const form = { bucket: Bucket, fields: { key: 'form' }, file: { content: 'x' } };
    expect((await sendForm(test.sandbox, form)).status).toBe(204);
    const Rules = [{ ObjectOwnership: 'ObjectWriter' as const }];
    await send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules } }));
    await send(new PutObjectAclCommand({ Bucket, Key: 'form', ACL: 'private' }));
    await put('cold', { StorageClass: 'GLACIER' });
    await send(new RestoreObjectCommand({ Bucket, Key: 'cold', RestoreRequest: { Days: 1 } }));
    await test.sandbox.advanceClock({ hours: 6 });
    await test.sandbox.advanceClock({ days: 3 });
    expect(await names()).toEqual([
      'ObjectCreated:Post',
      'ObjectAcl:Put',
      'ObjectRestore:Post',
      'ObjectRestore:Completed',
      'ObjectRestore:Delete',
    ]);
    expect((await records())[3]).toMatchObject({
      glacierEventData: { restoreEventData: { lifecycleRestoreStorageClass: 'GLACIER' } },
    });
  });
});

describe('the configuration', () => {
  it('is empty at first, and is told with ids', async () => {
    const get = () => send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect((await get()).QueueConfigurations).toBeUndefined();
    await configure({ QueueConfigurations: [queue('s3:ObjectRemoved:*')], EventBridgeConfiguration: {} });
    expect(await get()).toMatchObject({
      EventBridgeConfiguration: {},
      QueueConfigurations: [
        { Id: expect.stringMatching(/^[\w-]{36}$/) as string, ...queue('s3:ObjectRemoved:*') },
      ],
    });
    await configure({});
    expect((await get()).QueueConfigurations).toBeUndefined();
  });

  it.each<[string, NotificationConfiguration]>([
    ['an event that is none', { QueueConfigurations: [queue('s3:ObjectEaten:*')] }],
    [
      'an ARN of something else',
      { QueueConfigurations: [{ QueueArn: FUNCTION, Events: ['s3:ObjectCreated:*'] }] },
    ],
    [
      'a destination that is not there',
      { QueueConfigurations: [{ QueueArn: `${QUEUE}-2`, Events: ['s3:ObjectCreated:*'] }] },
    ],
    [
      'one that does not answer',
      { TopicConfigurations: [{ TopicArn: NOWHERE, Events: ['s3:ObjectCreated:*'] }] },
    ],
    [
      'two that one event would meet',
      { QueueConfigurations: [queue('s3:ObjectCreated:*'), queue('s3:ObjectCreated:Put')] },
    ],
  ])('with %s is refused', async (_name, configuration) => {
    await expect(configure(configuration)).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('takes what is not there when nobody is to look', async () => {
    const configuration = {
      TopicConfigurations: [{ TopicArn: NOWHERE, Events: ['s3:ObjectCreated:*' as const] }],
    };
    await configure(configuration, { SkipDestinationValidation: true });
    await put('k');
    expect(await names()).toEqual([]);
  });
});
