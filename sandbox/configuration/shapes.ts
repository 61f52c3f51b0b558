import { element, flag, integer, list, notImplemented, oneOf, optional, text } from '../xml-shape.ts';
import type { ValueOf } from '../xml-shape.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionConfiguration.html */
export const ENCRYPTION = element({
  Rule: list(
    element({
      ApplyServerSideEncryptionByDefault: optional(
        element({
          SSEAlgorithm: oneOf('AES256', 'aws:kms', 'aws:kms:dsse'),
          KMSMasterKeyID: optional(text()),
        }),
      ),
      BucketKeyEnabled: optional(flag()),
      BlockedEncryptionTypes: optional(element({ EncryptionType: list(oneOf('NONE', 'SSE-C')) })),
    }),
    { minimum: 1, maximum: 1 },
  ),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
export const CORS = element({
  CORSRule: list(
    element({
      ID: optional(text()),
      AllowedOrigin: list(text(), { minimum: 1 }),
      AllowedMethod: list(text(), { minimum: 1 }),
      AllowedHeader: list(text()),
      ExposeHeader: list(text()),
      MaxAgeSeconds: optional(integer()),
    }),
    { minimum: 1, maximum: 100 },
  ),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_WebsiteConfiguration.html */
export const WEBSITE = element({
  RedirectAllRequestsTo: optional(element({ HostName: text(), Protocol: optional(oneOf('http', 'https')) })),
  IndexDocument: optional(element({ Suffix: text() })),
  ErrorDocument: optional(element({ Key: text() })),
  RoutingRules: optional(
    element({
      RoutingRule: list(
        element({
          Condition: optional(
            element({
              HttpErrorCodeReturnedEquals: optional(text()),
              KeyPrefixEquals: optional(text()),
            }),
          ),
          Redirect: element({
            Protocol: optional(oneOf('http', 'https')),
            HostName: optional(text()),
            ReplaceKeyPrefixWith: optional(text()),
            ReplaceKeyWith: optional(text()),
            HttpRedirectCode: optional(text()),
          }),
        }),
        { minimum: 1, maximum: 50 },
      ),
    }),
  ),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_BucketLoggingStatus.html */
export const LOGGING = element({
  LoggingEnabled: optional(
    element({
      TargetBucket: text(),
      TargetPrefix: text(),
      TargetGrants: notImplemented('TargetGrants'),
      TargetObjectKeyFormat: optional(
        element({
          SimplePrefix: optional(element({})),
          PartitionedPrefix: optional(
            element({ PartitionDateSource: optional(oneOf('EventTime', 'DeliveryTime')) }),
          ),
        }),
      ),
    }),
  ),
});

/** What the three kinds of destinations share. */
const DESTINATION = {
  Id: optional(text()),
  Event: list(text(), { minimum: 1 }),
  Filter: optional(
    element({ S3Key: optional(element({ FilterRule: list(element({ Name: text(), Value: text() })) })) }),
  ),
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_NotificationConfiguration.html */
export const NOTIFICATION = element({
  TopicConfiguration: list(element({ ...DESTINATION, Topic: text() })),
  QueueConfiguration: list(element({ ...DESTINATION, Queue: text() })),
  CloudFunctionConfiguration: list(element({ ...DESTINATION, CloudFunction: text() })),
  EventBridgeConfiguration: optional(element({})),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_RequestPaymentConfiguration.html */
export const REQUEST_PAYMENT = element({ Payer: oneOf('Requester', 'BucketOwner') });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AccelerateConfiguration.html */
export const ACCELERATION = element({ Status: oneOf('Enabled', 'Suspended') });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ObjectLockConfiguration.html */
export const OBJECT_LOCK = element({
  ObjectLockEnabled: oneOf('Enabled'),
  Rule: optional(
    element({
      DefaultRetention: element({
        Mode: oneOf('GOVERNANCE', 'COMPLIANCE'),
        Days: optional(integer()),
        Years: optional(integer()),
      }),
    }),
  ),
});

export type EncryptionConfiguration = ValueOf<typeof ENCRYPTION>;
export type CorsConfiguration = ValueOf<typeof CORS>;
export type WebsiteConfiguration = ValueOf<typeof WEBSITE>;
export type LoggingConfiguration = ValueOf<typeof LOGGING>;
export type NotificationConfiguration = ValueOf<typeof NOTIFICATION>;
export type RequestPayment = ValueOf<typeof REQUEST_PAYMENT>;
export type Acceleration = ValueOf<typeof ACCELERATION>;
export type ObjectLockConfiguration = ValueOf<typeof OBJECT_LOCK>;
