import { describe, expect, test } from 'vitest';
import { connectorAnswering, nowhere, type CannedAnswer } from '../fixtures/answers.ts';

const object = { bucket_name: 'some-bucket', object_path: 'key' };
const put = { ...object, text: '' };

const errorBody = (code: string, fields = '') =>
  `<Error><Code>${code}</Code><Message>m</Message>${fields}</Error>`;

/** The error of a run that gets this answer. */
const failure = (answer: CannedAnswer, name: string, input: object, connection: object = {}) =>
  connectorAnswering(answer)
    .connector.run(name as string, input, { connection: { ...nowhere, ...connection } })
    .then(
      (output) => expect.fail(`gave ${JSON.stringify(output)}`),
      (error: unknown) => error,
    );

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html */
const SENT_ELSEWHERE: [what: string, answer: CannedAnswer, name: string, input: object][] = [
  [
    'a header',
    { status: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' }, body: errorBody('PermanentRedirect') },
    'put_object_text',
    put,
  ],
  [
    'a header, in the answer to a HEAD',
    { status: 400, headers: { 'x-amz-bucket-region': 'eu-west-1' }, body: '' },
    'head_object',
    object,
  ],
  [
    'the body of a refused signature',
    { status: 400, body: errorBody('AuthorizationHeaderMalformed', '<Region>eu-west-1</Region>') },
    'put_object_text',
    put,
  ],
  [
    'the host to go to',
    {
      status: 301,
      body: errorBody('PermanentRedirect', '<Endpoint>some-bucket.s3.eu-west-1.amazonaws.com</Endpoint>'),
    },
    'get_object',
    object,
  ],
  [
    'the host to go to, in its old spelling',
    {
      status: 307,
      body: errorBody('TemporaryRedirect', '<Endpoint>some-bucket.s3-eu-west-1.amazonaws.com</Endpoint>'),
    },
    'delete_object',
    object,
  ],
];

describe('the right region is named', () => {
  test.each(SENT_ELSEWHERE)('from %s', async (_, answer, name, input) => {
    expect(await failure(answer, name, input)).toMatchObject({
      code: 'wrong_region',
      category: 'region',
      message: 'The bucket is in eu-west-1, and the call was made to us-east-1.',
      fix: 'Choose the region eu-west-1.',
      details: { region: 'eu-west-1' },
    });
  });

  test('and a region that is not S3 complaining hides no other reason', async () => {
    const headers = { 'x-amz-bucket-region': 'WEUR' };
    const connection = { region: 'auto', endpoint: 'https://storage.example' };
    const missing = { status: 404, headers, body: errorBody('NoSuchKey') };
    expect(await failure(missing, 'get_object', object, connection)).toMatchObject({ code: 'no_such_key' });
    const denied = { status: 403, headers, body: errorBody('AccessDenied') };
    expect(await failure(denied, 'put_object_text', put, connection)).toMatchObject({
      code: 'access_denied',
    });
  });
});

test.each([
  ['307', { status: 307, body: errorBody('TemporaryRedirect', '<Endpoint>s3.amazonaws.com</Endpoint>') }],
  ['308', { status: 308, headers: { location: 'https://example.com/' }, body: '' }],
])('a redirect with %s that names no region is followed nowhere, and no success', async (_, answer) => {
  const { connector, asked } = connectorAnswering(answer);
  const run = connector.run('put_object_text', put, { connection: nowhere });
  await expect(run).rejects.toMatchObject({ code: 'service_error', status: answer.status });
  expect(asked).toHaveLength(1);
});

test('a region that does not fit the endpoint is told from a wrong one', async () => {
  const answer = { status: 400, body: errorBody('IllegalLocationConstraintException') };
  expect(await failure(answer, 'create_bucket', { bucket_name: 'some-bucket' })).toMatchObject({
    code: 'invalid_location_constraint',
    category: 'region',
  });
});
