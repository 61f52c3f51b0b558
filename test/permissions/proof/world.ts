import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { createConnector, type Connector, type FileObject } from '../../../connector/index.ts';
import type { PolicyDocument } from '../../../connector/permissions/index.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/index.ts';
import { memoryFiles } from '../../fixtures/files.ts';

/** What the connector signs with, if it does. */
export type Keys = { access_key: string; secret_key: string; session_token?: string } | { type: 'anonymous' };

export const ANONYMOUS: Keys = { type: 'anonymous' };

/** A sandbox with something of everything that permissions depend on, and users made for one case. */
export interface World {
  sandbox: Sandbox;
  connector: Connector;
  files: ReturnType<typeof memoryFiles>;
  /** Who may do everything. */
  administrator: S3;
  /** What the situations speak of. */
  data: Data;
  /** Makes buckets and objects as they were at the start. */
  restore(): Promise<void>;
  /** A new user, who may do nothing. */
  newUser(): Promise<User>;
  close(): Promise<void>;
}

export interface User {
  name: string;
  keys: Keys;
  /** Replaces all that the user may do. */
  permit(document: PolicyDocument): Promise<void>;
}

export interface Data {
  /** Objects and versions, as inputs name them. */
  etag: string;
  version: string;
  governed: string;
  /** Too large for one part. */
  large: FileObject;
}

export const ACCOUNT = '123456789012';
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** Beside the buckets of the demo: one with object lock, one that encrypts by default. */
export const LOCKED = 'proof-locked';
export const ENCRYPTING = 'proof-encrypting';

export const MEBIBYTE = 1024 * 1024;

/** An object in demo-media whose ETag is known, one there that is encrypted, one with tags and several versions. */
export const PLAIN = { bucket_name: 'demo-media', object_path: 'notes/hello.txt' };
export const ENCRYPTED = { bucket_name: 'demo-media', object_path: 'proof/encrypted.txt' };
export const TAGGED = { bucket_name: 'demo-documents', object_path: 'contracts/2026/agreement.txt' };
export const GOVERNED = { bucket_name: LOCKED, object_path: 'governed.txt' };

export async function openWorld(options: SandboxOptions = {}): Promise<World> {
  const sandbox = await startSandbox({ demo: true, ...options });
  const files = memoryFiles();
  const connector = createConnector({ fileStore: files });
  const settings = {
    endpoint: sandbox.endpoint,
    region: sandbox.region,
    credentials: { accessKeyId: sandbox.access_key, secretAccessKey: sandbox.secret_key },
  };
  const administrator = new S3({ ...settings, forcePathStyle: true, followRegionRedirects: true });
  const iam = new IAM(settings);
  const large = files.add(Buffer.alloc(6 * MEBIBYTE), 'large.bin');
  const data = { ...(await fill(administrator)), large };
  const start = await sandbox.snapshot();
  let users = 0;
  return {
    sandbox,
    connector,
    files,
    administrator,
    data,
    restore: () => sandbox.restore(start),
    newUser: () => newUser(iam, `user-${(users += 1)}`),
    close: async () => {
      for (const each of [administrator, iam]) each.destroy();
      connector.close();
      await sandbox.close();
    },
  };
}

async function newUser(iam: IAM, name: string): Promise<User> {
  await iam.createUser({ UserName: name });
  const { AccessKey } = await iam.createAccessKey({ UserName: name });
  return {
    name,
    keys: { access_key: AccessKey?.AccessKeyId ?? '', secret_key: AccessKey?.SecretAccessKey ?? '' },
    permit: async (document) => {
      const PolicyDocument = JSON.stringify(document);
      await iam.putUserPolicy({ UserName: name, PolicyName: 'generated', PolicyDocument });
    },
  };
}

async function fill(s3: S3): Promise<Omit<Data, 'large'>> {
  const kms = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY } as const;
  await s3.putObject({ ...named(ENCRYPTED), Body: 'secret', ...kms });
  await s3.createBucket({ Bucket: ENCRYPTING });
  await s3.putBucketEncryption({
    Bucket: ENCRYPTING,
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: kms.ServerSideEncryption, KMSMasterKeyID: KEY },
        },
      ],
    },
  });
  await s3.createBucket({ Bucket: LOCKED, ObjectLockEnabledForBucket: true });
  const lock = { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: new Date('2099-01-01') } as const;
  const governed = await s3.putObject({ ...named(GOVERNED), Body: 'kept', ...lock });
  const plain = await s3.headObject(named(PLAIN));
  const tagged = await s3.headObject(named(TAGGED));
  return {
    etag: plain.ETag ?? '',
    version: tagged.VersionId ?? '',
    governed: governed.VersionId ?? '',
  };
}

const named = ({ bucket_name, object_path }: typeof PLAIN) => ({ Bucket: bucket_name, Key: object_path });
