import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectorError, createConnector, type StageEvent } from '../../connector/index.ts';
import { openTarget, type Target } from '../fixtures/target.ts';

const STAGES = [
  'resolve_auth',
  'select_region',
  'validate_input',
  'check_permissions',
  'call_service',
  'validate_output',
];
const input = { bucket_name: 'some-bucket', object_path: 'key', text: 'text' };
const connection = {
  access_key: 'AKIAIOSFODNN7EXAMPLE',
  secret_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** A connector whose every attempt to reach the network is counted and fails. */
function offline(options: Parameters<typeof createConnector>[0] = {}) {
  const calls: unknown[] = [];
  const handle = (request: unknown) => {
    calls.push(request);
    return Promise.reject(Object.assign(new TypeError('no network here'), { code: 'ECONNREFUSED' }));
  };
  const connector = createConnector({
    ...options,
    requestHandler: { handle, metadata: { handlerProtocol: 'http/1.1' } } as never,
  });
  const fails = async (given: unknown, options: object): Promise<ConnectorError> => {
    const error: unknown = await connector
      .run<string>('put_object_text', given, options)
      .catch((thrown: unknown) => thrown);
    expect(ConnectorError.is(error)).toBe(true);
    return error as ConnectorError;
  };
  return { connector, calls, fails };
}

describe('the six stages', () => {
  let target: Target;
  let bucket: string;
  beforeAll(async () => {
    target = await openTarget();
    bucket = await target.newBucket();
  });
  afterAll(() => target.close());

  it('run many at once on one signal without a warning of leaking listeners', async () => {
    const warnings: string[] = [];
    const note = ({ name }: Error) => warnings.push(name);
    process.on('warning', note);
    const { signal } = new AbortController();
    const runs = Array.from({ length: 20 }, (_, index) =>
      target.run('put_object_text', { ...input, bucket_name: bucket, text: String(index) }, { signal }),
    );
    await Promise.all(runs);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('run in their order, each reported when it starts and when it is done', async () => {
    const events: StageEvent[] = [];
    await target.run(
      'put_object_text',
      { ...input, bucket_name: bucket },
      { onStage: (event) => events.push(event) },
    );
    expect(events.map(({ stage, status }) => `${stage} ${status}`)).toEqual(
      STAGES.flatMap((stage) => [`${stage} started`, `${stage} done`]),
    );
    expect(events.filter(({ duration_ms }) => duration_ms !== undefined)).toHaveLength(6);
  });

  it('end at the one that fails, which is named in the error', async () => {
    const events: StageEvent[] = [];
    const error = await target.fails(
      'put_object_text',
      { ...input, text: 3 },
      { onStage: (event) => events.push(event) },
    );
    expect(events.at(-1)).toMatchObject({ stage: 'validate_input', status: 'failed' });
    expect(error).toMatchObject({
      stage: 'validate_input',
      operation: 'put_object_text',
      category: 'input',
      retryable: false,
    });
  });

  it('are not disturbed by an observer that throws', async () => {
    const onStage = () => {
      throw new TypeError('the observer is broken');
    };
    await expect(
      target.run('put_object_text', { ...input, bucket_name: bucket }, { onStage }),
    ).resolves.toMatchObject({ size: 4 });
  });

  it('leave the input as it was given', async () => {
    const given = Object.freeze({ ...input, bucket_name: bucket, tags: Object.freeze({ a: 'b' }) });
    await target.run('put_object_text', given);
    expect(given).toEqual({ ...input, bucket_name: bucket, tags: { a: 'b' } });
  });

  it('say which operation was meant when there is none of this name', async () => {
    const error = await target.fails('put_object_txt', {});
    expect(error.message).toBe(
      'There is no operation named "put_object_txt". Did you mean "put_object_text"?',
    );
    expect((await target.fails('__proto__', {})).code).toBe('operation_unknown');
  });
});

describe('resolve auth', () => {
  const problems: [what: string, connection: unknown, message: RegExp][] = [
    ['nothing', undefined, /there is none/],
    ['a text', 'AKIA...', /there is none/],
    ['no secret key', { access_key: 'AKIAIOSFODNN7EXAMPLE' }, /Secret key \("secret_key"\) is missing/],
    ['an empty secret key', { ...connection, secret_key: '' }, /"secret_key"\) is empty/],
    ['only blanks', { ...connection, secret_key: '   ' }, /"secret_key" is empty/],
    [
      'a pasted line break',
      { ...connection, secret_key: `${connection.secret_key}\n` },
      /"secret_key" begins or ends with white space/,
    ],
    ['quotes', { ...connection, access_key: '"AKIAIOSFODNN7EXAMPLE"' }, /"access_key" is in quotes/],
    ['a placeholder', { ...connection, secret_key: '<your secret key>' }, /"secret_key" is a placeholder/],
    ['a template', { ...connection, secret_key: '{{secret_key}}' }, /"secret_key" is a placeholder/],
    ['swapped keys', { access_key: connection.secret_key, secret_key: connection.access_key }, /are swapped/],
    [
      'a temporary key without its token',
      { ...connection, access_key: 'ASIAIOSFODNN7EXAMPLE' },
      /begins with ASIA: it is temporary/,
    ],
    [
      'a long-lived key with a token',
      { ...connection, session_token: 'FwoGZXIvYXdzEXAMPLE' },
      /begins with AKIA: it is long-lived/,
    ],
    ['a type that is none', { ...connection, type: 'acces_key' }, /its "type" is "acces_key"/],
    [
      'a misspelt member',
      { ...connection, regoin: 'us-east-1' },
      /no input named "regoin"\. Did you mean "region"\?/,
    ],
    [
      'a role that is no ARN',
      { ...connection, type: 'assume_role', role_arn: 'workflows' },
      /is not the ARN of a role/,
    ],
    [
      'an endpoint that is no address',
      { ...connection, endpoint: 'ftp://example.com' },
      /"endpoint" is not an http or https address/,
    ],
    [
      'an endpoint with credentials',
      { ...connection, endpoint: 'https://user:pass@example.com' },
      /"endpoint" carries credentials/,
    ],
  ];

  it.each(problems)(
    'refuses %s before any call, without repeating a secret',
    async (_what, given, message) => {
      const { fails, calls } = offline();
      const error = await fails({ ...input, region: 'us-east-1' }, { connection: given });
      expect(error).toMatchObject({ code: 'connection_invalid', category: 'auth', stage: 'resolve_auth' });
      expect(error.message).toMatch(message);
      expect(JSON.stringify(error)).not.toContain(connection.secret_key);
      expect(calls).toEqual([]);
    },
  );

  it('refuses the credentials of the machine unless the host allows them in code', async () => {
    const { fails, calls } = offline();
    const error = await fails({ ...input, region: 'us-east-1' }, { connection: { type: 'ambient' } });
    expect(error).toMatchObject({ code: 'ambient_credentials_refused', category: 'auth' });
    expect(calls).toEqual([]);
  });
});

describe('select region', () => {
  const regions: [what: string, region: string | undefined, code: string, message: RegExp][] = [
    ['no region', undefined, 'region_required', /neither the input nor the connection names one/],
    ['auto', 'auto', 'region_auto', /"auto" is not a region/],
    ['a misspelt region', 'us-eest-1', 'region_unknown', /Did you mean "us-east-1"\?/],
    ['an availability zone', 'eu-west-1a', 'region_unknown', /Did you mean "eu-west-1"\?/],
    ['upper case', 'US-EAST-1', 'region_unknown', /Did you mean "us-east-1"\?/],
    ['nonsense', 'the moon', 'region_unknown', /"the moon" is not a region\.$/],
  ];
  it.each(regions)('refuses %s before any call', async (_what, region, code, message) => {
    const { fails, calls } = offline();
    const error = await fails({ ...input, ...(region && { region }) }, { connection });
    expect(error).toMatchObject({ code, category: 'region', stage: 'select_region' });
    expect(error.message).toMatch(message);
    expect(calls).toEqual([]);
  });

  it("takes the input's region before the connection's", async () => {
    const { fails, calls } = offline();
    await fails({ ...input, region: 'eu-west-1' }, { connection: { ...connection, region: 'us-east-1' } });
    expect(JSON.stringify(calls[0])).toContain('eu-west-1');
  });

  it('lets any word pass at a custom endpoint', async () => {
    const { fails } = offline();
    const error = await fails(
      { ...input, region: 'auto' },
      { connection: { ...connection, endpoint: 'http://127.0.0.1:1' } },
    );
    expect(error.code).toBe('connection_refused');
  });
});

describe('cancelling', () => {
  it('by a signal that is aborted already makes no call', async () => {
    const { fails, calls } = offline();
    const error = await fails({ ...input, region: 'us-east-1' }, { connection, signal: AbortSignal.abort() });
    expect(error).toMatchObject({ code: 'cancelled', stage: 'call_service' });
    expect(calls).toEqual([]);
  });

  it('by a deadline that has passed says so', async () => {
    const { fails } = offline();
    const error = await fails({ ...input, region: 'us-east-1' }, { connection, deadline: new Date(0) });
    expect(error.code).toBe('deadline_exceeded');
  });
});
