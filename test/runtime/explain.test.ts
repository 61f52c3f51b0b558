import { Readable } from 'node:stream';
import { CreateBucketCommand, PutPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnector, type Connector, type ConnectorError } from '../../connector/index.ts';
import { catalogue } from '../../connector/errors.ts';
import { snakeCase } from '../../connector/shared/codes.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';

const HOUR = 3_600_000;
const temporary = {
  access_key: 'ASIAEXPIRED000000001',
  secret_key: 'secretOfTheExpiredSession00000000000001',
  session_token: 'session-token-of-the-expired-session',
};
const stranger = {
  access_key: 'AKIASTRANGER00000001',
  secret_key: 'secretOfSomebodyElse000000000000000000002',
  account: '999999999999',
};

let sandbox: Sandbox;
let skewed: Sandbox;
let connector: Connector;
let connection: Record<string, string>;

beforeAll(async () => {
  const users = [{ ...temporary, expires: new Date(Date.now() - HOUR) }, stranger];
  sandbox = await startSandbox({ users, buckets: ['some-bucket'] });
  skewed = await startSandbox({ clock: () => new Date(Date.now() + HOUR), buckets: ['some-bucket'] });
  connector = createConnector();
  connection = {
    access_key: sandbox.access_key,
    secret_key: sandbox.secret_key,
    region: sandbox.region,
    endpoint: sandbox.endpoint,
  };
});
afterAll(async () => {
  connector.close();
  await Promise.all([sandbox.close(), skewed.close()]);
});

async function failure(name: string, input: object, given: object = {}): Promise<ConnectorError> {
  const error: unknown = await connector.run(name, input, { connection: { ...connection, ...given } }).then(
    (output) => expect.fail(`${name} gave ${JSON.stringify(output)}`),
    (thrown: unknown) => thrown,
  );
  return error as ConnectorError;
}

const KEY = { bucket_name: 'some-bucket', object_path: 'key' };
const CUSTOMER_KEY = Buffer.alloc(32, 1).toString('base64');
const put = (more: object = {}) => ({
  bucket_name: 'some-bucket',
  object_path: 'key',
  text: 'text',
  ...more,
});

describe('a failure of S3 is explained', () => {
  it('names the right region of a bucket that is elsewhere', async () => {
    const client = new S3Client({
      region: 'eu-west-1',
      endpoint: sandbox.endpoint,
      forcePathStyle: true,
      credentials: { accessKeyId: sandbox.access_key, secretAccessKey: sandbox.secret_key },
    });
    await client.send(
      new CreateBucketCommand({
        Bucket: 'bucket-in-ireland',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    client.destroy();
    const error = await failure('put_object_text', put({ bucket_name: 'bucket-in-ireland' }));
    expect(error).toMatchObject({
      code: 'wrong_region',
      category: 'region',
      stage: 'call_service',
      details: { region: 'eu-west-1' },
    });
    expect(error.message).toBe('The bucket is in eu-west-1, and the call was made to us-east-1.');
    expect(error.fix).toBe('Choose the region eu-west-1.');
  });

  it('a missing bucket', async () => {
    const error = await failure('put_object_text', put({ bucket_name: 'no-such-bucket-here' }));
    expect(error).toMatchObject({
      code: 'no_such_bucket',
      category: 'not_found',
      status: 404,
      message: 'There is no bucket of this name.',
    });
    expect(error.request_id).toBeTruthy();
  });

  it('an access key that does not exist', async () => {
    const error = await failure('put_object_text', put(), { access_key: 'AKIANOBODY0000000001' });
    expect(error).toMatchObject({ code: 'invalid_access_key_id', category: 'auth' });
  });

  it('a wrong secret key', async () => {
    const error = await failure('put_object_text', put(), {
      secret_key: 'thisIsNotTheSecretKeyOfTheAdministrator0',
    });
    expect(error).toMatchObject({ code: 'signature_does_not_match', category: 'auth' });
    expect(error.message).toBe(
      'The signature does not match: the secret key does not belong to the access key.',
    );
  });

  it('an expired session', async () => {
    const error = await failure('put_object_text', put(), temporary);
    expect(error).toMatchObject({ code: 'expired_token', category: 'auth' });
  });

  it('not at all when only the clock is off: S3 says what time it is, and the call is signed again', async () => {
    const given = { ...connection, endpoint: skewed.endpoint, secret_key: skewed.secret_key };
    await expect(connector.run('put_object_text', put(), { connection: given })).resolves.toMatchObject({
      size: 4,
    });
  });

  it('access denied: with what this very call needs', async () => {
    const { access_key, secret_key } = stranger;
    const error = await failure('put_object_text', put({ acl: 'private' }), { access_key, secret_key });
    expect(error).toMatchObject({ code: 'access_denied', category: 'permission', status: 403 });
    expect(error.details?.needed).toEqual([
      { action: 's3:PutObject', resource: 'arn:aws:s3:::some-bucket/key' },
      { action: 's3:PutObjectAcl', resource: 'arn:aws:s3:::some-bucket/key' },
      {
        action: 'kms:GenerateDataKey',
        resource: 'arn:aws:kms:us-east-1:*:key/*',
        if_data: 'the bucket encrypts with a KMS key',
      },
    ]);
  });

  it('a read that is denied may mean that the object is missing', async () => {
    const { access_key, secret_key } = stranger;
    const error = await failure(
      'head_object',
      { bucket_name: 'some-bucket', object_path: 'no-such-key' },
      { access_key, secret_key },
    );
    expect(error).toMatchObject({ code: 'object_missing_or_hidden', category: 'permission' });
    expect(error.message).toContain(
      'without s3:ListBucket on the bucket, S3 answers 403 for a missing key too',
    );
  });

  it('ACLs that are disabled', async () => {
    const error = await failure('put_object_text', put({ acl: 'public-read' }));
    expect(error).toMatchObject({ code: 'access_control_list_not_supported', category: 'permission' });
    expect(error.message).toBe(
      'The bucket has ACLs disabled (Object Ownership: bucket owner enforced), as new buckets have.',
    );
  });

  it('Block Public Access', async () => {
    const client = new S3Client({
      region: 'us-east-1',
      endpoint: sandbox.endpoint,
      forcePathStyle: true,
      credentials: { accessKeyId: sandbox.access_key, secretAccessKey: sandbox.secret_key },
    });
    await client.send(new CreateBucketCommand({ Bucket: 'blocked-bucket', ObjectOwnership: 'ObjectWriter' }));
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true };
    await client.send(
      new PutPublicAccessBlockCommand({ Bucket: 'blocked-bucket', PublicAccessBlockConfiguration }),
    );
    client.destroy();
    const error = await failure(
      'put_object_text',
      put({ bucket_name: 'blocked-bucket', acl: 'public-read' }),
    );
    expect(error).toMatchObject({ code: 'public_access_blocked', category: 'permission' });
  });

  it('a condition that does not hold', async () => {
    await connector.run('put_object_text', put({ object_path: 'once' }), { connection });
    const error = await failure('put_object_text', put({ object_path: 'once', if_none_match: '*' }));
    expect(error).toMatchObject({ code: 'precondition_failed', category: 'conflict', retryable: false });
  });

  it('a server that is not there', async () => {
    const error = await failure('put_object_text', put(), { endpoint: 'http://127.0.0.1:1' });
    expect(error).toMatchObject({
      code: 'connection_refused',
      category: 'network',
      retryable: true,
      message: 'Nothing answers at http://127.0.0.1:1.',
    });
  });

  it('a host that does not exist', async () => {
    const error = await failure('put_object_text', put(), { endpoint: 'http://no-such-host.invalid' });
    expect(error).toMatchObject({
      code: 'endpoint_not_found',
      category: 'network',
      message: 'The host no-such-host.invalid does not exist, or its name cannot be looked up.',
    });
  });
});

/** Error bodies as AWS documents them, for what a test server cannot be asked to answer. */
const ANSWERS: [what: string, status: number, name: string, message: string, code: string][] = [
  [
    'a clock that stays off',
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    'request_time_too_skewed',
  ],
  [
    'an invalid session',
    400,
    'InvalidToken',
    'The provided token is malformed or otherwise invalid.',
    'invalid_token',
  ],
  ['an expired session', 400, 'ExpiredToken', 'The provided token has expired.', 'expired_token'],
  ['throttling', 503, 'SlowDown', 'Please reduce your request rate.', 'slow_down'],
  [
    'an archived object',
    403,
    'InvalidObjectState',
    "The operation is not valid for the object's storage class",
    'invalid_object_state',
  ],
  ['a missing KMS key', 400, 'KMS.NotFoundException', 'Invalid keyId', 'kms_not_found'],
  ['a disabled KMS key', 400, 'KMS.DisabledException', 'key is disabled', 'kms_disabled'],
  [
    'a concurrent write',
    409,
    'ConditionalRequestConflict',
    'A conflicting conditional operation is in progress',
    'conditional_request_conflict',
  ],
  ['an error of a kind that is not listed', 400, 'SomethingNew', 'A new error', 'service_error'],
  [
    'an internal error',
    500,
    'InternalError',
    'We encountered an internal error. Please try again.',
    'internal_error',
  ],
];

const USER = 'User: arn:aws:iam::111122223333:user/retention-reports is not authorized to perform:';

/** What AccessDenied means, by its message and by what was asked for. */
const REFUSALS: [what: string, message: string, name: string, input: object, code: string][] = [
  [
    'a missing permission',
    `${USER} s3:PutObject on resource: "arn:aws:s3:::b/k" because no identity-based policy allows the s3:PutObject action`,
    'put_object_text',
    put(),
    'access_denied',
  ],
  [
    'a missing permission whose name speaks of locks',
    `${USER} s3:PutObjectRetention on resource: "arn:aws:s3:::legal-hold/k" with an explicit deny in an identity-based policy`,
    'put_object_text',
    put(),
    'access_denied',
  ],
  [
    'a read of a key that is missing',
    `${USER} s3:ListBucket on resource: "arn:aws:s3:::b" because no identity-based policy allows the s3:ListBucket action`,
    'get_object',
    KEY,
    'object_missing_or_hidden',
  ],
  [
    'a read of a key that is there',
    `${USER} s3:GetObject on resource: "arn:aws:s3:::b/k" because no identity-based policy allows the s3:GetObject action`,
    'get_object',
    KEY,
    'access_denied',
  ],
  ['a read, without a reason', 'Access Denied', 'get_object', KEY, 'object_missing_or_hidden'],
  [
    'a list, without a reason',
    'Access Denied',
    'list_bucket_objects',
    { bucket_name: 'some-bucket' },
    'access_denied',
  ],
  [
    'a customer key, without a reason',
    'Access Denied',
    'put_object_text',
    put({ sse_customer_key: CUSTOMER_KEY }),
    'customer_key_blocked',
  ],
  [
    'a customer key and a missing permission',
    `${USER} s3:PutObject on resource: "x"`,
    'put_object_text',
    put({ sse_customer_key: CUSTOMER_KEY }),
    'access_denied',
  ],
  [
    'Block Public Access',
    `${USER} s3:PutObjectAcl on resource: "x" because public access control lists (ACLs) are prevented by the BlockPublicAcls setting in S3 Block Public Access`,
    'put_object_text',
    put({ acl: 'public-read' }),
    'public_access_blocked',
  ],
  ['a lock', 'Access Denied because object protected by object lock.', 'delete_object', KEY, 'object_locked'],
  [
    'a role',
    `${USER} sts:AssumeRole on resource: arn:aws:iam::111122223333:role/r`,
    'put_object_text',
    put(),
    'assume_role_denied',
  ],
];

describe('AccessDenied', () => {
  it.each(REFUSALS)('for %s', async (_what, message, name, input, code) => {
    expect(
      await answered(403, errorBody('AccessDenied', message.replaceAll('"', '&quot;')), name, input),
    ).toMatchObject({ code });
  });
});

describe('an answer of S3', () => {
  it.each(ANSWERS)('that says %s is explained', async (_what, status, name, message, code) => {
    const error = await answered(status, errorBody(name, message));
    expect(error).toMatchObject({
      code,
      status,
      stage: 'call_service',
      category: catalogue[code as keyof typeof catalogue].category,
    });
    expect(error.details).toMatchObject({ s3_code: name, s3_message: message });
  });

  it('that is not one of S3 is explained', async () => {
    const error = await answered(200, '<html><body>Welcome to nginx', 'list_bucket_objects', {
      bucket_name: 'some-bucket',
    });
    expect(['bad_response', 'output_invalid']).toContain(error.code);
  });
});

const errorBody = (code: string, message: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>R1</RequestId></Error>`;

/** What a call becomes when everything is answered like this. */
async function answered(
  statusCode: number,
  text: string,
  name = 'put_object_text',
  input: object = put(),
): Promise<ConnectorError> {
  const headers = { 'content-type': 'application/xml', 'x-amz-request-id': 'R1' };
  const handle = async () => ({
    response: { statusCode, headers, body: Readable.from([Buffer.from(text)]) },
  });
  const stubbed = createConnector({
    requestHandler: { handle, metadata: { handlerProtocol: 'http/1.1' } } as never,
  });
  const keys = {
    access_key: 'AKIAIOSFODNN7EXAMPLE',
    secret_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
  };
  return stubbed.run(name, input, { connection: keys }).then(
    (output) => expect.fail(`gave ${JSON.stringify(output)}`),
    (thrown: unknown) => thrown as ConnectorError,
  );
}

describe('the catalogue', () => {
  it('has codes in snake_case, whole sentences and a fix for each', () => {
    for (const [code, { message, fix }] of Object.entries(catalogue)) {
      expect(code).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      if (code !== 'input_invalid') expect(message, code).toMatch(/^["A-Z{].*[.}]$/s);
      if (!['input_invalid', 'connection_invalid', 'policy_invalid', 'setup_invalid'].includes(code))
        expect(fix, code).toMatch(/^[A-Z].*\.$/s);
    }
  });

  it.each([
    ['NoSuchKey', 'no_such_key'],
    ['AccessControlListNotSupported', 'access_control_list_not_supported'],
    ['InvalidTagError', 'invalid_tag_error'],
    ['KMSKeyDisabled', 'kms_key_disabled'],
    ['SlowDown', 'slow_down'],
  ])("spells S3's %s as %s", (name, code) => {
    expect(snakeCase(name)).toBe(code);
  });
});
