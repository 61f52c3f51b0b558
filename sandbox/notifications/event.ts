import type { BucketRecord } from '../store/types.ts';
import { encodeListed } from '../uri.ts';
import type { EventName } from './event-types.ts';

/** Something that happened to an object. */
export interface ObjectEvent {
  name: EventName;
  bucket: BucketRecord;
  key: string;
  /** What there is to tell of the object; of one that is gone only its version. */
  object: { size?: number; etag?: string; versionId?: string };
  time: Date;
  /** Who did it; S3 itself, when nobody asked for it. */
  actor?: Actor;
  /** Of a restored object: when its copy goes again, and where it was archived. */
  restored?: { expires: string; storageClass: string };
}

export interface Actor {
  principalId: string;
  sourceAddress: string;
  requestId: string;
  hostId: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const EVENT_VERSION = '2.5';
const AMAZON: Actor = {
  principalId: 's3.amazonaws.com',
  sourceAddress: 's3.amazonaws.com',
  requestId: '',
  hostId: '',
};

/** The message that a destination gets. */
export function eventMessage(event: ObjectEvent, configurationId: string, sequence: number): object {
  const { name, bucket, key, object, time, actor = AMAZON, restored } = event;
  return {
    Records: [
      {
        eventVersion: EVENT_VERSION,
        eventSource: 'aws:s3',
        awsRegion: bucket.region,
        eventTime: time.toISOString(),
        eventName: name,
        userIdentity: { principalId: actor.principalId },
        requestParameters: { sourceIPAddress: actor.sourceAddress },
        responseElements: { 'x-amz-request-id': actor.requestId, 'x-amz-id-2': actor.hostId },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId,
          bucket: {
            name: bucket.name,
            ownerIdentity: { principalId: bucket.owner },
            arn: `arn:aws:s3:::${bucket.name}`,
          },
          object: {
            key: encodeListed(key),
            size: object.size,
            eTag: object.etag,
            versionId: bucket.versioning === undefined ? undefined : object.versionId,
            sequencer: sequence.toString(16).toUpperCase().padStart(18, '0'),
          },
        },
        ...(restored !== undefined && {
          glacierEventData: {
            restoreEventData: {
              lifecycleRestorationExpiryTime: restored.expires,
              lifecycleRestoreStorageClass: restored.storageClass,
            },
          },
        }),
      },
    ],
  };
}
