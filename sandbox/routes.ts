import { acceleration } from './configuration/acceleration.ts';
import { cors } from './configuration/cors.ts';
import {
  deleteBucketEncryption,
  getBucketEncryption,
  putBucketEncryption,
} from './configuration/encryption.ts';
import { deleteBucketLifecycle, getBucketLifecycle, putBucketLifecycle } from './configuration/lifecycle.ts';
import { logging } from './configuration/logging.ts';
import { notification } from './configuration/notification.ts';
import { objectLock } from './configuration/object-lock.ts';
import {
  deleteBucketPolicy,
  getBucketPolicy,
  getBucketPolicyStatus,
  putBucketPolicy,
} from './configuration/policy.ts';
import { getBucketRequestPayment, requestPayment } from './configuration/request-payment.ts';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './configuration/tagging.ts';
import { website } from './configuration/website.ts';
import type { Handler } from './context.ts';
import { getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl } from './operations/acl.ts';
import {
  deleteBucketOwnershipControls,
  deletePublicAccessBlock,
  getBucketOwnershipControls,
  getBucketVersioning,
  getPublicAccessBlock,
  putBucketOwnershipControls,
  putBucketVersioning,
  putPublicAccessBlock,
} from './operations/bucket-settings.ts';
import { deleteBucket, getBucketLocation, headBucket, listBuckets } from './operations/buckets.ts';
import { completeMultipartUpload } from './operations/complete-multipart.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getObject, headObject } from './operations/get-object.ts';
import { listMultipartUploads, listParts } from './operations/list-multipart.ts';
import { listObjects, listObjectsV2 } from './operations/list-objects.ts';
import { listObjectVersions } from './operations/list-versions.ts';
import { abortMultipartUpload, createMultipartUpload } from './operations/multipart.ts';
import { getObjectAttributes } from './operations/object-attributes.ts';
import {
  getObjectLegalHold,
  getObjectLockConfiguration,
  getObjectRetention,
  putObjectLegalHold,
  putObjectRetention,
} from './operations/object-lock.ts';
import { postObject } from './operations/post-object.ts';
import { putObject } from './operations/put-object.ts';
import { restoreObject } from './operations/restore-object.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './operations/tagging.ts';
import { uploadPart, uploadPartCopy } from './operations/upload-part.ts';

export type Level = 'service' | 'bucket' | 'object';

/** What tells one API from another: method, level, and the query parameters (or header) it needs. */
export interface Route {
  method: string;
  level: Level;
  /** Parameters that must all be there; `list-type=2` wants that value. */
  query: readonly string[];
  header?: string;
  name: string;
  /** Undefined for APIs that this server knows and does not have. */
  handler?: Handler;
}

/**
 * S3's APIs in the order in which they are tried, the more specific first:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export const ROUTES: readonly Route[] = [
  on('GET', 'service', '', 'ListBuckets', listBuckets),

  on('PUT', 'bucket', 'abac', 'PutBucketAbac'),
  on('GET', 'bucket', 'abac', 'GetBucketAbac'),
  on('PUT', 'bucket', 'accelerate', 'PutBucketAccelerateConfiguration', acceleration.put),
  on('GET', 'bucket', 'accelerate', 'GetBucketAccelerateConfiguration', acceleration.get),
  on('PUT', 'bucket', 'acl', 'PutBucketAcl', putBucketAcl),
  on('GET', 'bucket', 'acl', 'GetBucketAcl', getBucketAcl),
  on('PUT', 'bucket', 'analytics', 'PutBucketAnalyticsConfiguration'),
  on('GET', 'bucket', 'analytics&id', 'GetBucketAnalyticsConfiguration'),
  on('GET', 'bucket', 'analytics', 'ListBucketAnalyticsConfigurations'),
  on('DELETE', 'bucket', 'analytics', 'DeleteBucketAnalyticsConfiguration'),
  on('PUT', 'bucket', 'cors', 'PutBucketCors', cors.put),
  on('GET', 'bucket', 'cors', 'GetBucketCors', cors.get),
  on('DELETE', 'bucket', 'cors', 'DeleteBucketCors', cors.remove),
  on('PUT', 'bucket', 'encryption', 'PutBucketEncryption', putBucketEncryption),
  on('GET', 'bucket', 'encryption', 'GetBucketEncryption', getBucketEncryption),
  on('DELETE', 'bucket', 'encryption', 'DeleteBucketEncryption', deleteBucketEncryption),
  on('PUT', 'bucket', 'intelligent-tiering', 'PutBucketIntelligentTieringConfiguration'),
  on('GET', 'bucket', 'intelligent-tiering&id', 'GetBucketIntelligentTieringConfiguration'),
  on('GET', 'bucket', 'intelligent-tiering', 'ListBucketIntelligentTieringConfigurations'),
  on('DELETE', 'bucket', 'intelligent-tiering', 'DeleteBucketIntelligentTieringConfiguration'),
  on('PUT', 'bucket', 'inventory', 'PutBucketInventoryConfiguration'),
  on('GET', 'bucket', 'inventory&id', 'GetBucketInventoryConfiguration'),
  on('GET', 'bucket', 'inventory', 'ListBucketInventoryConfigurations'),
  on('DELETE', 'bucket', 'inventory', 'DeleteBucketInventoryConfiguration'),
  on('PUT', 'bucket', 'lifecycle', 'PutBucketLifecycleConfiguration', putBucketLifecycle),
  on('GET', 'bucket', 'lifecycle', 'GetBucketLifecycleConfiguration', getBucketLifecycle),
  on('DELETE', 'bucket', 'lifecycle', 'DeleteBucketLifecycle', deleteBucketLifecycle),
  on('GET', 'bucket', 'location', 'GetBucketLocation', getBucketLocation),
  on('PUT', 'bucket', 'logging', 'PutBucketLogging', logging.put),
  on('GET', 'bucket', 'logging', 'GetBucketLogging', logging.get),
  on('PUT', 'bucket', 'metrics', 'PutBucketMetricsConfiguration'),
  on('GET', 'bucket', 'metrics&id', 'GetBucketMetricsConfiguration'),
  on('GET', 'bucket', 'metrics', 'ListBucketMetricsConfigurations'),
  on('DELETE', 'bucket', 'metrics', 'DeleteBucketMetricsConfiguration'),
  on('PUT', 'bucket', 'notification', 'PutBucketNotificationConfiguration', notification.put),
  on('GET', 'bucket', 'notification', 'GetBucketNotificationConfiguration', notification.get),
  on('PUT', 'bucket', 'object-lock', 'PutObjectLockConfiguration', objectLock.put),
  on('GET', 'bucket', 'object-lock', 'GetObjectLockConfiguration', getObjectLockConfiguration),
  on('PUT', 'bucket', 'ownershipControls', 'PutBucketOwnershipControls', putBucketOwnershipControls),
  on('GET', 'bucket', 'ownershipControls', 'GetBucketOwnershipControls', getBucketOwnershipControls),
  on('DELETE', 'bucket', 'ownershipControls', 'DeleteBucketOwnershipControls', deleteBucketOwnershipControls),
  on('PUT', 'bucket', 'policy', 'PutBucketPolicy', putBucketPolicy),
  on('GET', 'bucket', 'policy', 'GetBucketPolicy', getBucketPolicy),
  on('DELETE', 'bucket', 'policy', 'DeleteBucketPolicy', deleteBucketPolicy),
  on('GET', 'bucket', 'policyStatus', 'GetBucketPolicyStatus', getBucketPolicyStatus),
  on('PUT', 'bucket', 'publicAccessBlock', 'PutPublicAccessBlock', putPublicAccessBlock),
  on('GET', 'bucket', 'publicAccessBlock', 'GetPublicAccessBlock', getPublicAccessBlock),
  on('DELETE', 'bucket', 'publicAccessBlock', 'DeletePublicAccessBlock', deletePublicAccessBlock),
  on('PUT', 'bucket', 'replication', 'PutBucketReplication'),
  on('GET', 'bucket', 'replication', 'GetBucketReplication'),
  on('DELETE', 'bucket', 'replication', 'DeleteBucketReplication'),
  on('PUT', 'bucket', 'requestPayment', 'PutBucketRequestPayment', requestPayment.put),
  on('GET', 'bucket', 'requestPayment', 'GetBucketRequestPayment', getBucketRequestPayment),
  on('PUT', 'bucket', 'tagging', 'PutBucketTagging', putBucketTagging),
  on('GET', 'bucket', 'tagging', 'GetBucketTagging', getBucketTagging),
  on('DELETE', 'bucket', 'tagging', 'DeleteBucketTagging', deleteBucketTagging),
  on('PUT', 'bucket', 'versioning', 'PutBucketVersioning', putBucketVersioning),
  on('GET', 'bucket', 'versioning', 'GetBucketVersioning', getBucketVersioning),
  on('PUT', 'bucket', 'website', 'PutBucketWebsite', website.put),
  on('GET', 'bucket', 'website', 'GetBucketWebsite', website.get),
  on('DELETE', 'bucket', 'website', 'DeleteBucketWebsite', website.remove),
  on('POST', 'bucket', 'delete', 'DeleteObjects', deleteObjects),
  on('GET', 'bucket', 'uploads', 'ListMultipartUploads', listMultipartUploads),
  on('GET', 'bucket', 'versions', 'ListObjectVersions', listObjectVersions),
  on('GET', 'bucket', 'list-type=2', 'ListObjectsV2', listObjectsV2),
  on('GET', 'bucket', '', 'ListObjects', listObjects),
  on('PUT', 'bucket', '', 'CreateBucket', createBucket),
  on('HEAD', 'bucket', '', 'HeadBucket', headBucket),
  on('DELETE', 'bucket', '', 'DeleteBucket', deleteBucket),
  on('POST', 'bucket', '', 'PostObject', postObject),

  on('PUT', 'object', 'acl', 'PutObjectAcl', putObjectAcl),
  on('GET', 'object', 'acl', 'GetObjectAcl', getObjectAcl),
  on('GET', 'object', 'attributes', 'GetObjectAttributes', getObjectAttributes),
  on('PUT', 'object', 'legal-hold', 'PutObjectLegalHold', putObjectLegalHold),
  on('GET', 'object', 'legal-hold', 'GetObjectLegalHold', getObjectLegalHold),
  on('PUT', 'object', 'retention', 'PutObjectRetention', putObjectRetention),
  on('GET', 'object', 'retention', 'GetObjectRetention', getObjectRetention),
  on('PUT', 'object', 'tagging', 'PutObjectTagging', putObjectTagging),
  on('GET', 'object', 'tagging', 'GetObjectTagging', getObjectTagging),
  on('DELETE', 'object', 'tagging', 'DeleteObjectTagging', deleteObjectTagging),
  on('GET', 'object', 'torrent', 'GetObjectTorrent'),
  on('POST', 'object', 'restore', 'RestoreObject', restoreObject),
  on('POST', 'object', 'select&select-type=2', 'SelectObjectContent'),
  on('PUT', 'object', 'renameObject', 'RenameObject'),
  on('POST', 'object', 'uploads', 'CreateMultipartUpload', createMultipartUpload),
  on('PUT', 'object', 'partNumber&uploadId', 'UploadPartCopy', uploadPartCopy, 'x-amz-copy-source'),
  on('PUT', 'object', 'partNumber&uploadId', 'UploadPart', uploadPart),
  on('POST', 'object', 'uploadId', 'CompleteMultipartUpload', completeMultipartUpload),
  on('DELETE', 'object', 'uploadId', 'AbortMultipartUpload', abortMultipartUpload),
  on('GET', 'object', 'uploadId', 'ListParts', listParts),
  on('PUT', 'object', '', 'CopyObject', copyObject, 'x-amz-copy-source'),
  on('PUT', 'object', '', 'PutObject', putObject),
  on('GET', 'object', '', 'GetObject', getObject),
  on('HEAD', 'object', '', 'HeadObject', headObject),
  on('DELETE', 'object', '', 'DeleteObject', deleteObject),
];

function on(
  method: string,
  level: Level,
  query: string,
  name: string,
  handler?: Handler,
  header?: string,
): Route {
  return { method, level, query: query === '' ? [] : query.split('&'), header, name, handler };
}
