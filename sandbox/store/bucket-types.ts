import type { LifecycleConfiguration } from '../configuration/lifecycle-shape.ts';
import type {
  Acceleration,
  CorsConfiguration,
  EncryptionConfiguration,
  LoggingConfiguration,
  NotificationConfiguration,
  ObjectLockConfiguration,
  RequestPayment,
  WebsiteConfiguration,
} from '../configuration/shapes.ts';
import type { Grant, Ownership, PublicAccessBlock } from './access-types.ts';

/** What a bucket is told to do, each as its own document says it; undefined where it was told nothing. */
export interface BucketConfiguration {
  encryption?: EncryptionConfiguration;
  cors?: CorsConfiguration;
  lifecycle?: LifecycleConfiguration;
  /** Which small objects a transition leaves alone. */
  transitionMinimum?: 'all_storage_classes_128K' | 'varies_by_storage_class';
  website?: WebsiteConfiguration;
  logging?: LoggingConfiguration;
  notification?: NotificationConfiguration;
  requestPayment?: RequestPayment;
  acceleration?: Acceleration;
  objectLockConfiguration?: ObjectLockConfiguration;
  tags?: Record<string, string>;
  /** The bucket policy, as it was sent. */
  policy?: string;
}

export interface BucketRecord extends BucketConfiguration {
  name: string;
  region: string;
  created: string;
  /** Canonical id of the owning account. */
  owner: string;
  ownership?: Ownership;
  grants: Grant[];
  publicAccessBlock?: PublicAccessBlock;
  versioning?: 'Enabled' | 'Suspended';
  objectLock: boolean;
}
