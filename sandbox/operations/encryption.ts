import { createHash } from 'node:crypto';
import { defaultEncryption, refuseBlockedCustomerKey } from '../configuration/encryption.ts';
import type { Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import type { Encryption, ObjectVersion } from '../store/types.ts';

const CUSTOMER = 'x-amz-server-side-encryption-customer-';
const COPY_SOURCE_CUSTOMER = 'x-amz-copy-source-server-side-encryption-customer-';

/** The key S3 uses for SSE-KMS when none is named; ours has an alias's form in every region. */
function defaultKmsKey(context: Context, region: string): string {
  return `arn:aws:kms:${region}:${context.surroundings.account.id}:alias/aws/s3`;
}

/** How a new object is to be encrypted: as the request says, else as the bucket says, and that is SSE-S3 from the start. */
export function requestedEncryption(context: Context): Encryption {
  refuseBlockedCustomerKey(context);
  const algorithm = context.header('x-amz-server-side-encryption');
  const keyId = context.header('x-amz-server-side-encryption-aws-kms-key-id');
  const customer = customerKey(context, CUSTOMER);
  if (customer !== undefined && algorithm !== undefined) {
    throw invalidArgument(
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
      'x-amz-server-side-encryption',
      algorithm,
    );
  }
  if (customer !== undefined) return { kind: 'customer', keyMd5: customer };
  if (algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse')
    return kmsEncryption(context, algorithm, keyId);
  if (keyId !== undefined) {
    throw invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      'x-amz-server-side-encryption',
      algorithm ?? 'null',
    );
  }
  if (algorithm === undefined) return encryptionByDefault(context);
  if (algorithm === 'AES256') return { kind: 'AES256' };
  throw new S3Error('InvalidEncryptionAlgorithmError', {
    fields: { ArgumentName: 'x-amz-server-side-encryption', ArgumentValue: algorithm },
  });
}

function encryptionByDefault(context: Context): Encryption {
  const { algorithm, keyId } = defaultEncryption(context);
  return algorithm === 'AES256' ? { kind: 'AES256' } : kmsEncryption(context, algorithm, keyId);
}

function kmsEncryption(
  context: Context,
  kind: 'aws:kms' | 'aws:kms:dsse',
  keyId: string | undefined,
): Encryption {
  const { region } = context.bucket.record;
  return {
    kind,
    keyId: keyId === undefined ? defaultKmsKey(context, region) : keyArn(context, region, keyId),
    bucketKey: kind === 'aws:kms' && usesBucketKey(context),
    context: context.header('x-amz-server-side-encryption-context'),
  };
}

/** What the request says of bucket keys goes before what the bucket says. */
function usesBucketKey(context: Context): boolean {
  const header = context.header('x-amz-server-side-encryption-bucket-key-enabled');
  return header === undefined ? defaultEncryption(context).bucketKey : header.toLowerCase() === 'true';
}

/** S3 answers with the key's ARN whatever form it was named in. */
function keyArn(context: Context, region: string, keyId: string): string {
  if (keyId.startsWith('arn:')) return keyId;
  const resource = keyId.startsWith('alias/') ? keyId : `key/${keyId}`;
  return `arn:aws:kms:${region}:${context.surroundings.account.id}:${resource}`;
}

/** The answer headers that tell how an object is encrypted. */
export function encryptionHeaders(encryption: Encryption): Record<string, string | undefined> {
  if (encryption.kind === 'customer') {
    return { [`${CUSTOMER}algorithm`]: 'AES256', [`${CUSTOMER}key-md5`]: encryption.keyMd5 };
  }
  if (encryption.kind === 'AES256') return { 'x-amz-server-side-encryption': 'AES256' };
  return {
    'x-amz-server-side-encryption': encryption.kind,
    'x-amz-server-side-encryption-aws-kms-key-id': encryption.keyId,
    'x-amz-server-side-encryption-bucket-key-enabled': encryption.bucketKey ? 'true' : undefined,
  };
}

/** An object's ETag is its MD5 only when it is not encrypted with a KMS key or the customer's. */
export function hidesMd5(encryption: Encryption): boolean {
  return encryption.kind !== 'AES256';
}

/** Wants the customer's key back for an object that was written with it, and refuses one for any other. */
export function checkCustomerKey(
  context: Context,
  encryption: ObjectVersion['encryption'],
  source = false,
): void {
  const provided = customerKey(context, source ? COPY_SOURCE_CUSTOMER : CUSTOMER);
  if (encryption.kind !== 'customer') {
    if (provided === undefined) return;
    throw new S3Error('InvalidRequest', {
      message: 'The encryption parameters are not applicable to this object.',
    });
  }
  if (provided === undefined) {
    throw new S3Error('InvalidRequest', {
      message:
        'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    });
  }
  if (provided === encryption.keyMd5) return;
  throw new S3Error('AccessDenied', {
    message:
      'Access Denied because the provided encryption key does not match the key the object was stored with.',
  });
}

/** The MD5 (base64) of the customer's key in a request; the key itself is not kept. */
function customerKey(context: Context, prefix: string): string | undefined {
  const algorithm = context.header(`${prefix}algorithm`);
  const key = context.header(`${prefix}key`);
  const keyMd5 = context.header(`${prefix}key-md5`);
  if (algorithm === undefined && key === undefined && keyMd5 === undefined) return undefined;
  if (algorithm === undefined) throw missing('valid encryption algorithm', `${prefix}algorithm`);
  if (algorithm !== 'AES256')
    throw new S3Error('InvalidEncryptionAlgorithmError', {
      fields: { ArgumentName: `${prefix}algorithm`, ArgumentValue: algorithm },
    });
  if (key === undefined) throw missing('appropriate secret key', `${prefix}key`);
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32)
    throw invalidArgument(
      'The secret key was invalid for the specified algorithm.',
      `${prefix}key`,
      'REDACTED',
    );
  if (keyMd5 === undefined) throw missing('client calculated MD5 hash of the secret key', `${prefix}key-md5`);
  if (createHash('md5').update(bytes).digest('base64') === keyMd5) return keyMd5;
  throw invalidArgument(
    'The calculated MD5 hash of the key did not match the hash that was provided.',
    `${prefix}key-md5`,
    keyMd5,
  );
}

function missing(what: string, header: string): S3Error {
  const message = `Requests specifying Server Side Encryption with Customer provided keys must provide the ${what}.`;
  return invalidArgument(message, header, 'null');
}
