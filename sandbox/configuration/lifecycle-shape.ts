import { element, flag, integer, list, oneOf, optional, text, time } from '../xml-shape.ts';
import type { ValueOf } from '../xml-shape.ts';

const TAG = element({ Key: text(), Value: text() });

const CONDITIONS = {
  Prefix: optional(text()),
  ObjectSizeGreaterThan: optional(integer()),
  ObjectSizeLessThan: optional(integer()),
};

const TRANSITION_CLASS = oneOf(
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
export const LIFECYCLE = element({
  Rule: list(
    element({
      ID: optional(text()),
      Status: oneOf('Enabled', 'Disabled'),
      Prefix: optional(text()),
      Filter: optional(
        element({
          ...CONDITIONS,
          Tag: optional(TAG),
          And: optional(element({ ...CONDITIONS, Tag: list(TAG) })),
        }),
      ),
      Expiration: optional(
        element({
          Days: optional(integer()),
          Date: optional(time()),
          ExpiredObjectDeleteMarker: optional(flag()),
        }),
      ),
      Transition: list(
        element({ Days: optional(integer()), Date: optional(time()), StorageClass: TRANSITION_CLASS }),
      ),
      NoncurrentVersionExpiration: optional(
        element({ NoncurrentDays: integer(), NewerNoncurrentVersions: optional(integer()) }),
      ),
      NoncurrentVersionTransition: list(
        element({
          NoncurrentDays: integer(),
          NewerNoncurrentVersions: optional(integer()),
          StorageClass: TRANSITION_CLASS,
        }),
      ),
      AbortIncompleteMultipartUpload: optional(element({ DaysAfterInitiation: integer() })),
    }),
    { minimum: 1, maximum: 1000 },
  ),
});

export type LifecycleConfiguration = ValueOf<typeof LIFECYCLE>;
export type LifecycleRule = LifecycleConfiguration['Rule'][number];
