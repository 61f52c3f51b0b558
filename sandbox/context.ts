import type { Readable } from 'node:stream';
import type { Authentication } from './auth/authenticate.ts';
import type { Account, Identity, User } from './auth/identity.ts';
import type { RequestBody } from './body.ts';
import { S3Error } from './errors.ts';
import type { IdentityDirectory } from './iam/directory.ts';
import type { KmsKeys } from './kms/keys.ts';
import type { FaultPlan } from './faults/fault-plan.ts';
import type { EventPublisher } from './notifications/publisher.ts';
import type { S3Request } from './request.ts';
import type { Bucket, Store } from './store/index.ts';

/** What S3 answers; names of headers are lower-case, an undefined one is left out. */
export interface Answer {
  status: number;
  headers?: Record<string, string | undefined>;
  body?: string | Readable;
  /** On purpose: the connection ends after so many bytes of the body. */
  cut?: { after: number; how: 'end' | 'reset' };
}

export type Handler = (context: Context) => Promise<Answer>;

/** What the server knows beside the request. */
export interface Surroundings {
  store: Store;
  /** The administrator's account. */
  account: Account;
  region: string;
  /** What time it is: for time stamps, locks, lifecycles and restored copies. */
  clock: () => Date;
  /** What time signatures are judged by. */
  signingTime: () => Date;
  events: EventPublisher;
  faults: FaultPlan;
  /** Who can sign, by access key. */
  users: ReadonlyMap<string, User>;
  identities: IdentityDirectory;
  kmsKeys: KmsKeys;
}

/** One authenticated request on its way through a handler. */
export class Context {
  readonly request: S3Request;
  readonly body: RequestBody;
  readonly authentication: Authentication;
  readonly store: Store;
  readonly surroundings: Surroundings;
  readonly now: Date;
  /** What S3 calls this request; the client is told both. */
  readonly requestId: string;
  readonly hostId: string;

  constructor(
    request: S3Request,
    body: RequestBody,
    authentication: Authentication,
    surroundings: Surroundings,
    requestId: string,
  ) {
    this.request = request;
    this.body = body;
    this.authentication = authentication;
    this.store = surroundings.store;
    this.surroundings = surroundings;
    this.now = surroundings.clock();
    this.requestId = requestId;
    this.hostId = hostIdOf(requestId);
  }

  get identity(): Identity {
    return this.authentication.identity;
  }

  /** Canonical id of whom a new object belongs to; an anonymous writer has S3's well-known one. */
  get callerId(): string {
    return this.identity?.account.canonicalId ?? ANONYMOUS_CANONICAL_ID;
  }

  get bucketName(): string {
    return this.request.address.bucket ?? '';
  }

  get key(): string {
    return this.request.address.key ?? '';
  }

  /** @throws S3Error `NoSuchBucket` */
  get bucket(): Bucket {
    const bucket = this.store.buckets.get(this.bucketName);
    if (bucket === undefined) throw new S3Error('NoSuchBucket', { fields: { BucketName: this.bucketName } });
    return bucket;
  }

  get versionId(): string | undefined {
    const versionId = this.query('versionId');
    if (versionId !== '') return versionId;
    throw new S3Error('InvalidArgument', {
      message: 'Version id cannot be the empty string',
      fields: { ArgumentName: 'versionId', ArgumentValue: '' },
    });
  }

  query(name: string): string | undefined {
    return this.request.parameter(name);
  }

  /** A header, as latin-1; a presigned URL may carry any `x-amz-*` header in its query. */
  header(name: string): string | undefined {
    const header = this.request.header(name);
    if (header !== undefined || !this.authentication.presigned || !name.startsWith('x-amz-')) return header;
    const parameter = this.request.parameters.find((candidate) => candidate.name.toLowerCase() === name);
    return parameter === undefined ? undefined : Buffer.from(parameter.value).toString('latin1');
  }

  /** The names of all headers, those in a presigned URL's query included. */
  headerNames(): string[] {
    const names = [...this.request.headers.keys()];
    if (!this.authentication.presigned) return names;
    return [...names, ...this.request.parameters.map((parameter) => parameter.name.toLowerCase())];
  }
}

/** S3's second identifier of a request; ours says nothing more than the first. */
export function hostIdOf(requestId: string): string {
  return Buffer.from(`sandbox ${requestId}`).toString('base64');
}

/** The owner of what anonymous callers write. */
const ANONYMOUS_CANONICAL_ID = '65a011a29cdf8ec533ec3d1ccaae921c';
