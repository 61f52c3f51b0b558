import { randomBytes } from 'node:crypto';
import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { Checksum, ChecksumAlgorithm, UploadRecord } from '../store/types.ts';
import { abortHeaders } from '../lifecycle/due.ts';
import { toXml } from '../xml.ts';
import { requestedAttributes } from './attributes.ts';
import { DEFAULT_ALGORITHM, parseAlgorithm, parseChecksumType } from './checksums.ts';
import { isLinear } from './crc-combine.ts';
import { encryptionHeaders } from './encryption.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export async function createMultipartUpload(context: Context): Promise<Answer> {
  const { bucket, key } = context;
  const { owner, attributes } = requestedAttributes(context);
  const chosen = context.header('x-amz-checksum-algorithm');
  const algorithm = chosen === undefined ? DEFAULT_ALGORITHM : parseAlgorithm(chosen);
  const upload: UploadRecord = {
    uploadId: randomBytes(48).toString('base64url'),
    key,
    initiated: context.now.toISOString(),
    owner,
    attributes,
    checksumAlgorithm: algorithm,
    checksumType: requestedType(context, algorithm),
    checksumChosen: chosen !== undefined,
    parts: [],
  };
  bucket.uploads.set(upload.uploadId, upload);
  await context.store.saveUpload(bucket, upload.uploadId);
  const checksum =
    chosen === undefined
      ? {}
      : { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': upload.checksumType };
  return {
    status: 200,
    headers: {
      ...encryptionHeaders(attributes.encryption),
      ...checksum,
      ...abortHeaders(bucket.record, upload),
    },
    body: toXml('InitiateMultipartUploadResult', {
      Bucket: context.bucketName,
      Key: key,
      UploadId: upload.uploadId,
    }),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export async function abortMultipartUpload(context: Context): Promise<Answer> {
  const upload = findUpload(context);
  context.bucket.uploads.delete(upload.uploadId);
  await context.store.saveUpload(context.bucket, upload.uploadId);
  await context.store.removeBlobs(upload.parts);
  return { status: 204 };
}

/** @throws S3Error `NoSuchUpload` */
export function findUpload(context: Context): UploadRecord {
  const uploadId = context.query('uploadId') ?? '';
  const upload = context.bucket.uploads.get(uploadId);
  if (upload === undefined || upload.key !== context.key)
    throw new S3Error('NoSuchUpload', { fields: { UploadId: uploadId } });
  return upload;
}

/** CRC64NVME is always of the whole object, a SHA never; the other CRCs can be either. */
function requestedType(context: Context, algorithm: ChecksumAlgorithm): Checksum['type'] {
  const text = context.header('x-amz-checksum-type');
  if (text === undefined) return algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  const type = parseChecksumType(text);
  if (type === 'FULL_OBJECT' ? isLinear(algorithm) : algorithm !== 'CRC64NVME') return type;
  throw new S3Error('InvalidRequest', {
    message: `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  });
}
