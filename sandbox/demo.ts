import type { Surroundings } from './context.ts';
import { DEMO_BUCKETS } from './demo-content.ts';
import type { DemoBucket, DemoObject } from './demo-content.ts';
import { DEFAULT_ALGORITHM } from './operations/checksums.ts';
import { newBucket } from './operations/create-bucket.ts';
import { ContentDigests } from './operations/digests.ts';
import { ownerGrants } from './operations/grants.ts';
import { NULL_VERSION, addVersion, newDeleteMarker } from './operations/versions.ts';
import type { Bucket } from './store/index.ts';
import type { ObjectVersion } from './store/types.ts';

/** Creates the demo buckets that are not there yet, with their objects. */
export async function createDemo(surroundings: Surroundings): Promise<void> {
  for (const demo of DEMO_BUCKETS) {
    if (!surroundings.store.buckets.has(demo.name)) await createDemoBucket(surroundings, demo);
  }
}

async function createDemoBucket(surroundings: Surroundings, demo: DemoBucket): Promise<void> {
  const { store, account, region, clock } = surroundings;
  const record = newBucket(demo.name, demo.region ?? region, account.canonicalId, clock());
  await store.addBucket({
    ...record,
    versioning: demo.versioned === true ? 'Enabled' : undefined,
    ...(demo.acls === true && { ownership: 'BucketOwnerPreferred', publicAccessBlock: undefined }),
  });
  const bucket = store.buckets.get(demo.name) as Bucket;
  for (const object of demo.objects) await writeDemoObject(surroundings, bucket, object);
}

async function writeDemoObject(surroundings: Surroundings, bucket: Bucket, demo: DemoObject): Promise<void> {
  const { store, account, clock } = surroundings;
  for (const content of demo.versions) {
    await addVersion(surroundings, bucket, demo.key, await toObject(surroundings, demo, content));
  }
  if (demo.deleted === true) {
    await addVersion(
      { store },
      bucket,
      demo.key,
      newDeleteMarker({ now: clock(), callerId: account.canonicalId }),
    );
  }
}

async function toObject(
  { store, account, clock }: Surroundings,
  demo: DemoObject,
  content: string | Uint8Array,
): Promise<ObjectVersion> {
  const digests = new ContentDigests(DEFAULT_ALGORITHM);
  const blob = await store.writeBlob(digests.pass(once(Buffer.from(content))));
  const { md5, checksums } = await digests.results();
  const [etag, checksum] = [md5.toString('hex'), checksums.get(DEFAULT_ALGORITHM) ?? ''];
  return {
    deleteMarker: false,
    versionId: NULL_VERSION,
    lastModified: clock().toISOString(),
    owner: account.canonicalId,
    size: blob.size,
    etag,
    parts: [{ ...blob, number: 1, etag, checksum }],
    multipart: false,
    checksum: { algorithm: DEFAULT_ALGORITHM, type: 'FULL_OBJECT', value: checksum },
    headers: { 'content-type': demo.contentType },
    metadata: demo.metadata ?? {},
    tags: demo.tags ?? {},
    storageClass: demo.storageClass ?? 'STANDARD',
    encryption: { kind: 'AES256' },
    grants: ownerGrants(account.canonicalId),
    lock: {},
  };
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
