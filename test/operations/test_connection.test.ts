import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerError } from '../faults/proxy.ts';
import {
  BUCKET,
  PICTURES,
  ROLE,
  arnOfUser,
  failureOf,
  openAccessWorld,
  type AccessWorld,
  type Tested,
} from '../fixtures/access.ts';
import { connectorAnswering, nowhere } from '../fixtures/answers.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterEach(() => {
  world.proxy.inject(() => undefined);
  world.asked();
});
afterAll(() => world.close());

/** What each operation comes to, by its name. */
const outcomes = ({ operations }: Tested) =>
  Object.fromEntries(operations.map(({ operation, outcome }) => [operation, outcome]));

const isIdentityCall = ({ method, path }: { method: string; path: string }) =>
  method === 'POST' && path === '/';

describe('who the connection is', () => {
  it('is a user, with all that works', async () => {
    const tested = await world.test({});
    expect(tested.identity).toEqual({
      account: '123456789012',
      arn: arnOfUser('administrator'),
      user_id: expect.stringMatching(/^AIDA\w{17}$/),
      partition: 'aws',
    });
    expect(tested.s3).toEqual({
      region: 'us-east-1',
      endpoint: world.proxy.endpoint,
      milliseconds: expect.any(Number),
      answer: 'granted',
    });
    expect(tested.source).toBe('simulator');
    expect(new Set(Object.values(outcomes(tested)))).toEqual(new Set(['works']));
    expect(tested.operations.map(({ operation }) => operation)).toEqual(
      Object.keys(world.connector.operations),
    );
    expect(tested.missing).toEqual([]);
  });

  it('is a session of a role, whose permissions are the role’s', async () => {
    const connection = { ...world.connect('nobody'), type: 'assume_role', role_arn: ROLE };
    const tested = await world.test({ bucket_name: BUCKET, prefix: 'images/' }, connection);
    expect(tested.identity?.arn).toBe('arn:aws:sts::123456789012:assumed-role/app/aws-s3-connector');
    expect(outcomes(tested)).toMatchObject({ get_object: 'works', put_object_text: 'refused' });
  });

  it('is nobody, where the connection is anonymous', async () => {
    const { region, endpoint } = world.connect();
    const tested = await world.test({ bucket_name: BUCKET }, { type: 'anonymous', region, endpoint });
    expect(tested.identity).toBeUndefined();
    expect(tested.s3.answer).toBe('refused');
    expect(tested.notes).toContain('The connection is anonymous: nobody signs.');
    expect(outcomes(tested)).toMatchObject({ get_object: 'unknown', list_regions_ddl: 'works' });
  });

  it('is not known on a server without STS, and that is no failure', async () => {
    world.proxy.inject((passing) =>
      isIdentityCall(passing) ? answerError(405, 'MethodNotAllowed') : undefined,
    );
    const tested = await world.test({ bucket_name: BUCKET });
    expect(tested).toMatchObject({ s3: { answer: 'granted' }, source: 'simulator', missing: [] });
    expect(tested.identity).toBeUndefined();
    expect(tested.notes).toEqual([
      'Who signs is not known: STS did not tell (HTTP 405).',
      'IAM\'s simulator was not asked, since who signs is not known: name a user or role as "principal".',
    ]);
    expect(outcomes(tested)).toMatchObject({ get_object: 'unknown', list_regions_ddl: 'works' });
  });

  it('is not known where something else answers, or nobody', async () => {
    for (const sts_endpoint of ['http://127.0.0.1:9', `${world.proxy.endpoint}/nowhere`]) {
      const tested = await world.test({}, { ...world.connect(), sts_endpoint });
      expect(tested.identity).toBeUndefined();
      expect(tested.notes[0]).toMatch(
        /^Who signs is not known: STS did not tell \((ECONNREFUSED|HTTP 40\d)\)\.$/,
      );
    }
  });
});

describe('what works', () => {
  it('is what the user may do in the scope, and what is missing else', async () => {
    const tested = await world.test({ bucket_name: BUCKET, prefix: 'images/' }, world.connect('asker'));
    expect(outcomes(tested)).toMatchObject({
      get_object: 'works',
      list_bucket_objects: 'works',
      head_bucket: 'refused',
      put_object_text: 'refused',
      list_buckets: 'refused',
    });
    expect(tested.operations.find(({ operation }) => operation === 'put_object_text')).toMatchObject({
      missing: [{ action: 's3:PutObject', resource: `arn:aws:s3:::${BUCKET}/images/*` }],
    });
  });

  it('is unknown in buckets as long as none is named', async () => {
    const tested = await world.test({}, world.connect('asker'));
    expect(tested.s3.answer).toBe('refused');
    expect(tested.missing).toEqual([{ action: 's3:ListAllMyBuckets', resource: '*' }]);
    expect(outcomes(tested)).toMatchObject({ get_object: 'unknown', list_buckets: 'refused' });
  });

  it('is unknown to whom the simulator is refused, with what that takes', async () => {
    const tested = await world.test({ bucket_name: BUCKET, prefix: 'images/' }, world.connect('limited'));
    expect(tested.s3.answer).toBe('granted');
    expect(tested.missing).toEqual([
      { action: 'iam:SimulatePrincipalPolicy', resource: arnOfUser('limited') },
    ]);
    expect(tested.notes[0]).toContain('does not tell which operations work (AccessDenied)');
    expect(outcomes(tested)).toMatchObject({ get_object: 'unknown' });
  });

  it('is what policies say, for whoever signs', async () => {
    const policies = { identity_policies: [PICTURES] };
    const input = { method: 'policies', policies, bucket_name: BUCKET, prefix: 'images/' };
    const tested = await world.test(input, world.connect('nobody'));
    expect(tested.source).toBe('policies');
    expect(outcomes(tested)).toMatchObject({ get_object: 'works', delete_object: 'refused' });
    expect(world.asked()).toEqual([`GET /${BUCKET}/`, 'POST /']);
  });

  it('is what probes find, and none of them writes', async () => {
    const input = { method: 'probes', bucket_name: BUCKET, object_path: 'images/logo.svg' };
    const tested = await world.test(input, world.connect('limited'));
    expect(outcomes(tested)).toMatchObject({
      get_object: 'works',
      list_bucket_objects: 'refused',
      put_object_text: 'unknown',
      delete_bucket: 'unknown',
    });
    const writes = world.asked().filter((asked) => !/^(GET|HEAD) |^POST \/$/.test(asked));
    expect(writes).toEqual([]);
  });
});

describe('what is wrong with the connection', () => {
  it.each([
    ['secret', { secret_key: 'wrong'.repeat(8) }, 'signature_does_not_match'],
    ['access key', { access_key: 'AKIAUNKNOWN000000000' }, 'invalid_access_key_id'],
  ])('a wrong %s is told as any operation tells it', async (_, wrong, code) => {
    for (const input of [{}, { bucket_name: BUCKET }, { method: 'probes' }]) {
      const error = await failureOf(world.test(input, { ...world.connect(), ...wrong }));
      expect(error).toMatchObject({ code, category: 'auth', stage: 'call_service' });
    }
  });

  it('a role that may not be assumed is no refusal of S3', async () => {
    const connection = { ...world.connect('limited'), type: 'assume_role', role_arn: ROLE };
    const error = await failureOf(world.test({}, connection));
    expect(error).toMatchObject({ code: 'assume_role_denied', category: 'auth' });
  });

  it.each([
    ['a bucket that is not there', { bucket_name: 'nobody-has-this-bucket' }, {}, 'no_such_bucket'],
    ['a bucket elsewhere', { bucket_name: 'demo-eu' }, {}, 'wrong_region'],
    ['nobody at the endpoint', {}, { endpoint: 'http://127.0.0.1:9' }, 'connection_refused'],
    [
      'a bucket out of bounds',
      { bucket_name: BUCKET },
      { allowed_buckets: ['other'] },
      'outside_connection_limits',
    ],
  ])('%s is an error', async (_, input, more, code) => {
    const error = await failureOf(world.test(input, { ...world.connect(), ...more }));
    expect(error.code).toBe(code);
  });

  it('ends when the caller gives up, wherever it is', async () => {
    for (const isLast of [() => true, isIdentityCall]) {
      const controller = new AbortController();
      world.proxy.inject((passing) => {
        if (isLast(passing)) controller.abort();
        return undefined;
      });
      const run = world.test({}, world.connect(), { signal: controller.signal });
      expect((await failureOf(run)).code).toBe('cancelled');
    }
  });
});

describe('what it gives away', () => {
  it('no secret, whatever a server repeats', async () => {
    world.proxy.inject((passing) =>
      isIdentityCall(passing)
        ? (response) => {
            const Message = JSON.stringify(passing.headers).replaceAll(/[<&]/g, '');
            const error = `<Error><Code>Refused</Code><Message>${Message}</Message></Error>`;
            response.writeHead(400).end(`<ErrorResponse>${error}</ErrorResponse>`);
          }
        : undefined,
    );
    const connection = world.connect();
    const tested = JSON.stringify(await world.test({}, connection));
    expect(tested).toContain('Refused');
    expect(tested).not.toContain(connection.secret_key);
    expect(tested).not.toMatch(/Signature=|AWS4-HMAC/);
  });

  it('nothing to AWS of keys for another server', async () => {
    const { connector, asked } = connectorAnswering({ body: '' });
    const connection = { ...nowhere, endpoint: 'https://storage.example' };
    await connector.run('test_connection', {}, { connection }).catch(() => undefined);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter(({ headers }) => headers.host !== 'storage.example')).toEqual([]);
  });

  it('asks STS and IAM of AWS, or where the connection says', async () => {
    const hosts = async (connection: object) => {
      const identity =
        '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/bob</Arn><UserId>AIDA</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
      const { connector, asked } = connectorAnswering(
        { body: '<ListAllMyBucketsResult/>' },
        { body: identity },
      );
      await connector
        .run('test_connection', {}, { connection: { ...nowhere, ...connection } })
        .catch(() => undefined);
      return [...new Set(asked.map(({ headers }) => headers.host))];
    };
    expect(await hosts({ region: 'eu-west-1' })).toEqual([
      's3.eu-west-1.amazonaws.com',
      'sts.eu-west-1.amazonaws.com',
      'iam.amazonaws.com',
    ]);
    expect(await hosts({ sts_endpoint: 'https://sts.example', iam_endpoint: 'https://iam.example' })).toEqual(
      ['s3.us-east-1.amazonaws.com', 'sts.example', 'iam.example'],
    );
  });
});
