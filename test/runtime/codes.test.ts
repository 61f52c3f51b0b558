import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../connector/errors.ts';
import { createConnector } from '../../connector/index.ts';
import { createService } from '../../connector/service.ts';
import { createRuntime, type Operation } from '../../src/index.ts';
import { connectorAnswering, nowhere, type CannedAnswer } from '../fixtures/answers.ts';
import { filesUnder, read } from '../structure/imports.ts';

type Code = keyof typeof catalogue;

const put = { bucket_name: 'some-bucket', object_path: 'key', text: '' };
const errorBody = (code: string) => `<Error><Code>${code}</Code><Message>S3's words</Message></Error>`;

/** What S3 answers and how it is called here: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const CODES: [status: number, s3Code: string, code: Code][] = [
  [403, 'AccountProblem', 'account_problem'],
  [403, 'AllAccessDisabled', 'account_problem'],
  [403, 'NotSignedUp', 'account_problem'],
  [409, 'BucketAlreadyExists', 'bucket_already_exists'],
  [400, 'EntityTooLarge', 'entity_too_large'],
  [400, 'EntityTooSmall', 'entity_too_small'],
  [400, 'InvalidArgument', 'invalid_argument'],
  [400, 'InvalidBucketName', 'invalid_bucket_name'],
  [409, 'InvalidBucketState', 'invalid_bucket_state'],
  [400, 'InvalidEncryptionAlgorithmError', 'invalid_encryption_algorithm_error'],
  [400, 'InvalidStorageClass', 'invalid_storage_class'],
  [400, 'InvalidTag', 'invalid_tag'],
  [400, 'KeyTooLongError', 'key_too_long_error'],
  [400, 'MalformedACLError', 'malformed_acl_error'],
  [400, 'MetadataTooLarge', 'metadata_too_large'],
  [405, 'MethodNotAllowed', 'method_not_allowed'],
  [404, 'NoSuchUpload', 'no_such_upload'],
  [501, 'NotImplemented', 'not_implemented'],
  [409, 'OperationAborted', 'operation_aborted'],
  [400, 'RequestTimeout', 'request_timeout'],
  [503, 'ServiceUnavailable', 'service_unavailable'],
  [400, 'UnresolvableGrantByEmailAddress', 'unresolvable_grant_by_email_address'],
];

/** Errors as Node gives them when there is no answer. */
const NETWORK: [nodeCode: string, code: Code][] = [
  ['ETIMEDOUT', 'timed_out'],
  ['EHOSTUNREACH', 'timed_out'],
  ['EAI_AGAIN', 'endpoint_not_found'],
  ['ECONNRESET', 'connection_lost'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls_failed'],
  ['CERT_HAS_EXPIRED', 'tls_failed'],
  ['HPE_INVALID_CONSTANT', 'bad_response'],
];

describe('an error is called by its code of the catalogue', () => {
  const failure = (answer: CannedAnswer, connection: object = {}) =>
    connectorAnswering(answer)
      .connector.run('put_object_text', put, { connection: { ...nowhere, ...connection } })
      .catch((error: unknown) => error);

  test.each(CODES)('%i %s', async (status, s3Code, code) => {
    const error = await failure({ status, body: errorBody(s3Code) });
    const { category, retryable } = catalogue[code];
    expect(error).toMatchObject({ code, category, retryable, status, details: { s3_code: s3Code } });
  });

  test.each(NETWORK)('%s', async (nodeCode, code) => {
    const thrown = Object.assign(new Error('from the network'), { code: nodeCode });
    const handle = () => Promise.reject(thrown);
    const connector = createConnector({ requestHandler: { handle } as never });
    await expect(connector.run('put_object_text', put, { connection: nowhere })).rejects.toMatchObject({
      code,
      category: catalogue[code].category,
    });
  });

  test('a token that STS does not take', async () => {
    const body = `<ErrorResponse><Error><Code>InvalidIdentityToken</Code><Message>No OpenIDConnect provider found</Message></Error></ErrorResponse>`;
    const role_arn = 'arn:aws:iam::111122223333:role/app';
    const connection = { region: 'us-east-1', type: 'web_identity', role_arn, web_identity_token: 'a.b.c' };
    const { connector } = connectorAnswering({ status: 400, body });
    await expect(connector.run('put_object_text', put, { connection })).rejects.toMatchObject({
      code: 'credentials_unavailable',
      category: 'auth',
      message: 'Credentials could not be obtained: No OpenIDConnect provider found',
    });
  });

  test('an operation that was given no row', async () => {
    const service = createService();
    const forgotten = { ...(service.operations.put_object_text as Operation), permissions: [] };
    const runtime = createRuntime({ ...service, operations: { put_object_text: forgotten } });
    await expect(runtime.run('put_object_text', put, { connection: nowhere })).rejects.toMatchObject({
      code: 'permission_row_missing',
      category: 'connector',
      stage: 'check_permissions',
    });
  });
});

test('every code of the catalogue is documented, and shown by a test', () => {
  const documentation = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const tests = filesUnder('test', '.test.ts').map(read).join('\n');
  const codes = Object.keys(catalogue);
  expect(codes.filter((code) => !documentation.includes(`\`${code}\``))).toEqual([]);
  expect(codes.filter((code) => !tests.includes(`'${code}'`))).toEqual([]);
});
