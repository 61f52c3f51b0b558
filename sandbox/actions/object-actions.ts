import { copiesTags, replacesTags } from './copies.ts';
import { has, isTrue, key, object, setsAcl, source, version } from './needs.ts';
import type { Condition, Need } from './needs.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html: an ETag is compared for those who may read. */
const overwritten = object('s3:GetObject', has('if-match'));

/** What a new object may bring with it. */
const ATTRIBUTES: readonly Need[] = [
  object('s3:PutObjectAcl', setsAcl),
  object('s3:PutObjectRetention', has('x-amz-object-lock-mode', 'x-amz-object-lock-retain-until-date')),
  object('s3:PutObjectLegalHold', has('x-amz-object-lock-legal-hold')),
  key('kms:GenerateDataKey', 'key of the new object'),
];

const NEW_OBJECT: readonly Need[] = [
  object('s3:PutObject'),
  object('s3:PutObjectTagging', has('x-amz-tagging')),
  ...ATTRIBUTES,
];

const UPLOAD = [...NEW_OBJECT, overwritten];

const bypass = object('s3:BypassGovernanceRetention', isTrue('x-amz-bypass-governance-retention'));

/** A deletion, of one key or of each of many. */
export const DELETION: readonly Need[] = [version('s3:DeleteObject', 's3:DeleteObjectVersion'), bypass];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html: so is that of an object to be deleted. */
export const COMPARED: Need = { action: 's3:GetObject', on: 'object' };
const namesEtag: Condition = (context) => has('if-match')(context) && context.header('if-match') !== '*';

/** The APIs of objects. */
export const OBJECT_ACTIONS: Readonly<Record<string, readonly Need[]>> = {
  GetObject: [version('s3:GetObject', 's3:GetObjectVersion'), key('kms:Decrypt', 'key of the object')],
  HeadObject: [
    version('s3:GetObject', 's3:GetObjectVersion'),
    key('kms:Decrypt', 'key of the object', has('x-amz-checksum-mode')),
  ],
  GetObjectAttributes: [
    version('s3:GetObject', 's3:GetObjectVersion'),
    version('s3:GetObjectAttributes', 's3:GetObjectVersionAttributes'),
  ],
  GetObjectTorrent: [version('s3:GetObjectTorrent', 's3:GetObjectVersionTorrent')],
  SelectObjectContent: [object('s3:GetObject'), key('kms:Decrypt', 'key of the object')],

  PutObject: UPLOAD,
  PostObject: NEW_OBJECT,
  CopyObject: [
    source('s3:GetObject', 's3:GetObjectVersion'),
    source('s3:GetObjectTagging', 's3:GetObjectVersionTagging', copiesTags),
    key('kms:Decrypt', 'key of the source'),
    object('s3:PutObject'),
    object('s3:PutObjectTagging', (context) => copiesTags(context) || replacesTags(context)),
    ...ATTRIBUTES,
    overwritten,
  ],
  RenameObject: [object('s3:GetObject'), object('s3:DeleteObject'), object('s3:PutObject')],
  RestoreObject: [object('s3:RestoreObject')],

  // Parts are written with the upload's key, and read with it when they are put together.
  CreateMultipartUpload: NEW_OBJECT,
  UploadPart: [object('s3:PutObject'), key('kms:GenerateDataKey', 'key of the upload')],
  UploadPartCopy: [
    source('s3:GetObject', 's3:GetObjectVersion'),
    key('kms:Decrypt', 'key of the source'),
    object('s3:PutObject'),
    key('kms:GenerateDataKey', 'key of the upload'),
  ],
  CompleteMultipartUpload: [object('s3:PutObject'), key('kms:Decrypt', 'key of the upload'), overwritten],
  AbortMultipartUpload: [object('s3:AbortMultipartUpload')],
  ListParts: [object('s3:ListMultipartUploadParts')],

  DeleteObject: [...DELETION, { ...COMPARED, when: namesEtag }],

  GetObjectAcl: [version('s3:GetObjectAcl', 's3:GetObjectVersionAcl')],
  PutObjectAcl: [version('s3:PutObjectAcl', 's3:PutObjectVersionAcl')],
  GetObjectTagging: [version('s3:GetObjectTagging', 's3:GetObjectVersionTagging')],
  PutObjectTagging: [version('s3:PutObjectTagging', 's3:PutObjectVersionTagging')],
  DeleteObjectTagging: [version('s3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging')],
  GetObjectRetention: [object('s3:GetObjectRetention')],
  PutObjectRetention: [object('s3:PutObjectRetention'), bypass],
  GetObjectLegalHold: [object('s3:GetObjectLegalHold')],
  PutObjectLegalHold: [object('s3:PutObjectLegalHold')],
};
