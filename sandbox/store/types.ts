import type { Readable } from 'node:stream';
import type { Grant } from './access-types.ts';

export type { Grant, Grantee, Ownership, Permission, PublicAccessBlock } from './access-types.ts';
export type { BucketConfiguration, BucketRecord } from './bucket-types.ts';

/** Where content and records are kept; what they mean is the state's business, not the storage's. */
export interface Storage {
  /** Writes content that is durable once the promise settles; nothing is left behind when the content fails. */
  writeBlob(content: AsyncIterable<Uint8Array>): Promise<Blob>;
  /** Opens bytes `start` to `end` (inclusive); the content stays readable although it is removed meanwhile. */
  readBlob(id: string, start: number, end: number): Promise<Readable>;
  removeBlob(id: string): Promise<void>;
  /** Replaces a record as a whole: after a crash there is the old one or the new one. */
  saveRecord(path: RecordPath, record: object): Promise<void>;
  removeRecord(path: RecordPath): Promise<void>;
  /** Every record that an earlier run left; blobs that none of them names are removed afterwards. */
  loadRecords(): AsyncIterable<LoadedRecord>;
  removeOtherBlobs(used: ReadonlySet<string>): Promise<void>;
  close(): Promise<void>;
}

/** `name` is an object key or an upload id; a bucket's own record has none. */
export interface RecordPath {
  bucket: string;
  kind: 'bucket' | 'key' | 'upload';
  name: string;
}

export interface LoadedRecord {
  path: RecordPath;
  record: unknown;
}

/** Stored content: an object is one of these, or several after a multipart upload. */
export interface Blob {
  id: string;
  size: number;
}

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256' | 'SHA512' | 'MD5';
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export interface Checksum {
  algorithm: ChecksumAlgorithm;
  type: ChecksumType;
  /** Base64; a composite one ends in `-` and the number of parts. */
  value: string;
}

export type Encryption =
  | { kind: 'AES256' }
  | { kind: 'aws:kms' | 'aws:kms:dsse'; keyId: string; bucketKey: boolean; context?: string }
  | { kind: 'customer'; keyMd5: string };

export interface ObjectLock {
  mode?: 'GOVERNANCE' | 'COMPLIANCE';
  /** ISO 8601. */
  retainUntil?: string;
  legalHold?: 'ON' | 'OFF';
}

/** What the writer of an object says about it, apart from its content. */
export interface ObjectAttributes {
  /** Content-Type and the other headers that S3 gives back as they came. */
  headers: Record<string, string>;
  /** User metadata by lower-case name, without `x-amz-meta-`. */
  metadata: Record<string, string>;
  tags: Record<string, string>;
  storageClass: string;
  encryption: Encryption;
  grants: Grant[];
  lock: ObjectLock;
}

export interface Part extends Blob {
  number: number;
  etag: string;
  checksum: string;
}

/** A copy of an archived object that can be read for a while. */
export interface Restore {
  /** ISO 8601, as `expires`. */
  readyAt: string;
  expires: string;
  tier: 'Expedited' | 'Standard' | 'Bulk';
}

export interface ObjectVersion extends ObjectAttributes {
  deleteMarker: false;
  versionId: string;
  lastModified: string;
  /** Canonical id of the account that wrote it. */
  owner: string;
  size: number;
  /** Without the quotes. */
  etag: string;
  /** One part for an object that was not uploaded in parts. */
  parts: Part[];
  multipart: boolean;
  checksum: Checksum;
  restore?: Restore;
}

export interface DeleteMarker {
  deleteMarker: true;
  versionId: string;
  lastModified: string;
  owner: string;
}

export type Version = ObjectVersion | DeleteMarker;

export interface KeyRecord {
  key: string;
  /** Newest first; never empty. */
  versions: Version[];
}

export interface UploadRecord {
  uploadId: string;
  key: string;
  initiated: string;
  owner: string;
  attributes: ObjectAttributes;
  checksumAlgorithm: ChecksumAlgorithm;
  checksumType: ChecksumType;
  /** False when the client named no algorithm and S3's default is used. */
  checksumChosen: boolean;
  parts: (Part & { lastModified: string })[];
}
