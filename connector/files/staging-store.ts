import type { Readable } from 'node:stream';
import {
  createGuardedFetch,
  ensureRunning,
  fail,
  LARGEST_OBJECT,
  passage,
  type FileDescription,
  type FileObject,
  type FileStore,
  type GuardedFetch,
} from '../../src/index.ts';
import type { ClientOptions } from '../clients.ts';
import type { S3Connection } from '../connection.ts';
import { secondsAtMost, signedFile } from '../shared/signed-url.ts';
import { notKept } from './failure.ts';
import { keyFor } from './key.ts';
import { openStage } from './stage.ts';

/** The longest that S3 lets a presigned URL live: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html */
const SEVEN_DAYS = 7 * 24 * 3600;

export interface StagingStoreOptions extends ClientOptions {
  /** The connection that files are kept under, with a region; of the host's own choice, not a workflow's. */
  connection: Partial<S3Connection>;
  bucket: string;
  /** What the keys begin with. Default: "files/". */
  prefix?: string;
  /**
   * How long a link is valid, at most seven days; temporary credentials may end it earlier. Default: six hours.
   * The files stay: have a lifecycle rule of the bucket expire the prefix, and best keep no versions there.
   */
  lifetimeSeconds?: number;
  /** The largest file kept or opened, in bytes. Default: the largest object S3 holds. */
  maximumBytes?: number;
  /** Opens the file objects of other systems, and this store's own links. Default: a guarded fetch. */
  fetch?: GuardedFetch;
}

export interface StagingStore extends FileStore {
  /** Releases sockets. */
  close(): void;
}

/**
 * A file store in a bucket: files stream in, a presigned GET URL that expires comes out. Needs `s3:PutObject` and
 * `s3:GetObject` on `<bucket>/<prefix>*`, and to clean up after failures `s3:AbortMultipartUpload` and
 * `s3:DeleteObject`.
 * @throws ConnectorError for a connection that cannot be used, and for options that make no sense
 */
export function createStagingStore(options: StagingStoreOptions): StagingStore {
  const { lifetimeSeconds = 6 * 3600, maximumBytes = LARGEST_OBJECT, prefix = 'files/', bucket } = options;
  if (!(lifetimeSeconds >= 1 && lifetimeSeconds <= SEVEN_DAYS))
    throw fail('setup_invalid', {
      problem: `lifetimeSeconds is ${lifetimeSeconds}.`,
      fix: `Give 1 to ${SEVEN_DAYS}: a presigned URL lives no longer.`,
    });
  const clock = options.clock ?? (() => new Date());
  const fetch = options.fetch ?? createGuardedFetch({ clock, maximumBytes });
  const stage = openStage(options);
  const ownLinks = new URL(stage.client().location(bucket, prefix));
  const ownOrigins = stage.connection.endpoint === undefined ? [] : [ownLinks.origin];

  async function save(content: Readable, file: FileDescription, signal?: AbortSignal): Promise<FileObject> {
    const client = stage.client(signal);
    const at = { Bucket: bucket, Key: keyFor(prefix, file.name) };
    try {
      const body = passage(content, { name: file.name, maximumBytes }, signal);
      const { name, size, mime_type } = file;
      await client.upload({ ...at, ContentType: mime_type }, { body, name, size });
      const seconds = await secondsAtMost(lifetimeSeconds, { client, clock });
      return { ...(await signedFile({ client, clock }, at, { seconds, mime_type })), name };
    } catch (error) {
      await stage.remove(at);
      ensureRunning(signal);
      throw notKept(file.name, error);
    }
  }

  async function open(file: FileObject, signal?: AbortSignal, allowedOrigins: Iterable<string> = []) {
    const isOwn = URL.canParse(file.url) && new URL(file.url).href.startsWith(ownLinks.href);
    return fetch(file, {
      signal,
      allowedOrigins: isOwn ? [...allowedOrigins, ...ownOrigins] : allowedOrigins,
    });
  }

  return { save, open, close: stage.close };
}
