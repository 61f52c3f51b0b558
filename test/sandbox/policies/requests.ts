import type {
  CopyObjectCommandInput,
  ListObjectsV2CommandInput,
  PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { BUCKET } from './laboratory.ts';
import type { Request } from './laboratory.ts';

export const get =
  (Key = 'public/a.txt'): Request =>
  (client) =>
    client.getObject({ Bucket: BUCKET, Key });

export const head =
  (Key = 'public/a.txt'): Request =>
  (client) =>
    client.headObject({ Bucket: BUCKET, Key });

export const put =
  (Key = 'new.txt', input: Partial<PutObjectCommandInput> = {}): Request =>
  (client) =>
    client.putObject({ Bucket: BUCKET, Key, Body: 'x', ...input });

export const remove =
  (Key = 'nothing.txt'): Request =>
  (client) =>
    client.deleteObject({ Bucket: BUCKET, Key });

export const list =
  (input: Partial<ListObjectsV2CommandInput> = {}): Request =>
  (client) =>
    client.listObjectsV2({ Bucket: BUCKET, ...input });

export const listBuckets: Request = (client) => client.listBuckets({});

export const tagsOf =
  (Key = 'tagged.txt'): Request =>
  (client) =>
    client.getObjectTagging({ Bucket: BUCKET, Key });

export const copy =
  (source = 'public/a.txt', input: Partial<CopyObjectCommandInput> = {}): Request =>
  (client) =>
    client.copyObject({ Bucket: BUCKET, Key: 'copy.txt', CopySource: `${BUCKET}/${source}`, ...input });
