import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectorError, createConnector, type Connector } from '../../connector/index.ts';
import { redactor } from '../../src/redact.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';

const CUSTOMER_KEY = Buffer.alloc(32, 'customer key').toString('base64');
const SESSION_TOKEN = 'IQoJb3JpZ2luX2VjEXAMPLE/session+token==';

let sandbox: Sandbox;
let connector: Connector;
const lines: string[] = [];
const log = (facts: object, message: string) => void lines.push(inspect(facts, { depth: 10 }), message);

beforeAll(async () => {
  sandbox = await startSandbox({ buckets: ['some-bucket'] });
  connector = createConnector({ logger: { info: log, warn: log } });
});
afterAll(async () => {
  connector.close();
  await sandbox.close();
});

/** Everything by which an error could show itself. */
function everythingOf(error: ConnectorError): string {
  const withHidden = inspect(error, { depth: 20, showHidden: true, getters: true });
  return [
    withHidden,
    JSON.stringify(error),
    error.stack,
    error.message,
    String(error),
    inspect(error.cause, { depth: 20, showHidden: true }),
  ].join('\n');
}

describe('no secret leaves through an error, its stack, its cause or a log line', () => {
  const input = { bucket_name: 'some-bucket', object_path: 'key', text: 'text' };
  const failures: [what: string, connection: () => object, input: object][] = [
    ['a refused connection', (): object => ({ endpoint: 'http://127.0.0.1:1' }), input],
    ['a wrong signature', () => ({ access_key: 'AKIANOBODY0000000001' }), input],
    [
      'a session token that nobody knows',
      () => ({ access_key: 'ASIAIOSFODNN7EXAMPLE', session_token: SESSION_TOKEN }),
      input,
    ],
    ['a padded secret', () => ({ secret_key: ` ${sandbox.secret_key} ` }), input],
    [
      'a secret in the place of the region',
      () => ({ region: sandbox.secret_key, endpoint: undefined }),
      input,
    ],
    ['a secret in the place of the bucket', () => ({}), { ...input, bucket_name: '$SECRET' }],
    ['a customer key that is not one', () => ({}), { ...input, sse_customer_key: `${CUSTOMER_KEY}x` }],
    [
      'a customer key that cannot be used',
      () => ({}),
      { ...input, bucket_name: 'no-such-bucket', sse_customer_key: CUSTOMER_KEY },
    ],
    ['a misspelt member', () => ({}), { ...input, sse_custmer_key: CUSTOMER_KEY, text: 3 }],
  ];
  it.each(failures)('%s', async (_what, given, badInput) => {
    const connection = {
      access_key: sandbox.access_key,
      secret_key: sandbox.secret_key,
      region: 'us-east-1',
      endpoint: sandbox.endpoint,
      ...given(),
    };
    const named = JSON.parse(JSON.stringify(badInput).replace('$SECRET', sandbox.secret_key));
    const error: unknown = await connector
      .run('put_object_text', named, { connection })
      .catch((thrown: unknown) => thrown);
    expect(ConnectorError.is(error)).toBe(true);
    const shown = everythingOf(error as ConnectorError) + lines.join('\n');
    for (const secret of [sandbox.secret_key, CUSTOMER_KEY, SESSION_TOKEN]) {
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain(encodeURIComponent(secret));
    }
    expect(shown).not.toMatch(/Signature=[0-9a-f]{16}/);
    expect(lines.length).toBeGreaterThan(0);
  });
});

describe('redaction', () => {
  it('masks what has the shape of a signature, whoever made it', () => {
    const redact = redactor();
    const url =
      'https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIA%2F20260101&X-Amz-Signature=0123456789abcdef&X-Amz-Security-Token=abc';
    expect(redact(`GET ${url}`)).toBe(
      'GET https://b.s3.amazonaws.com/k?X-Amz-Credential=[redacted]&X-Amz-Signature=[redacted]&X-Amz-Security-Token=[redacted]',
    );
    expect(
      redact('authorization: AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host, Signature=00ff'),
    ).not.toMatch(/AKIA|00ff/);
    expect(redact('Authorization: Bearer abc.def-ghi')).toBe('Authorization: Bearer [redacted]');
  });

  it('removes a secret wherever it stands, whole or percent-encoded', () => {
    const secret = fc
      .string({ minLength: 8, unit: 'grapheme-ascii' })
      .filter((text) => !'[redacted]'.includes(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (text, before, after) => {
        const shown = redactor([text])(`${before}${text}${after} ${encodeURIComponent(text)}`);
        expect(shown.split('[redacted]').join('')).not.toContain(text);
      }),
    );
  });

  it('survives whatever is thrown', () => {
    const error = new ConnectorError(
      {
        code: 'x',
        category: 'service',
        message: 'secret-value',
        fix: 'secret-value',
        retryable: false,
        details: { a: ['secret-value', { 'secret-value': 1 }] },
      },
      { secrets: ['secret-value'], cause: new TypeError('secret-value') },
    );
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('secret-value');
  });
});
