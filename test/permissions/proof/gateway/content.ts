import type { S3 } from '@aws-sdk/client-s3';
import { DEMO_BUCKETS, type DemoObject } from '../../../../sandbox/demo-content.ts';
import { ADDITIONS, LOCKED } from '../data.ts';

/** The demo's and the proofs' own. */
export const BUCKETS = [...new Set([...DEMO_BUCKETS.map(({ name }) => name), ...Object.keys(ADDITIONS)])];

/** Makes a bucket as it is at the start, whether it is there or not. */
export async function refill(s3: S3, bucket: string): Promise<void> {
  const demo = DEMO_BUCKETS.find(({ name }) => name === bucket);
  await s3.createBucket({ Bucket: bucket, ObjectLockEnabledForBucket: bucket === LOCKED });
  if (bucket !== LOCKED) await empty(s3, bucket);
  if (demo?.versioned === true)
    await s3.putBucketVersioning({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await Promise.all((demo?.objects ?? []).map((object) => write(s3, bucket, object)));
  // What the gateway does not know of, the list of its limits tells.
  await ADDITIONS[bucket]?.(s3).catch(() => undefined);
}

async function empty(s3: S3, Bucket: string): Promise<void> {
  const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket });
  await Promise.all(
    [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => s3.deleteObject({ Bucket, Key, VersionId })),
  );
}

async function write(s3: S3, Bucket: string, object: DemoObject): Promise<void> {
  const { key: Key, versions, tags = {}, contentType: ContentType, deleted = false } = object;
  const Tagging = new URLSearchParams(tags).toString();
  for (const content of versions)
    await s3.putObject({ Bucket, Key, Body: Buffer.from(content), Tagging, ContentType });
  if (deleted) await s3.deleteObject({ Bucket, Key });
}
