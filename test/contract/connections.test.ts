import { describe, expect, test } from 'vitest';
import { createConnector, type ConnectorError, type FileObject } from '../../connector/index.ts';
import { operations } from '../../connector/operations/index.gen.ts';
import type { Operation } from '../../src/index.ts';
import { nowhere, type Asked } from '../fixtures/answers.ts';
import { memoryFiles } from '../fixtures/files.ts';

type Request = Asked & { protocol: string; hostname: string; port?: number };

/** What each operation asks of S3, by its examples: whatever a connection says holds for every call. */
async function requestsOf(operation: Operation, connection: object): Promise<Request[]> {
  const asked: Request[] = [];
  const handle = (request: Request) => {
    asked.push(request);
    return Promise.resolve({ response: { statusCode: 200, headers: ANSWERED, body: undefined } });
  };
  const files = memoryFiles();
  const connector = createConnector({ fileStore: files, requestHandler: { handle } as never });
  for (const { input } of operation.contract.examples.valid) {
    const { file } = input as { file?: FileObject };
    const given = file ? { ...(input as object), file: files.add('content') } : input;
    // An empty answer satisfies few operations: what they asked before is what counts.
    await connector
      .run(operation.name, given, { connection: { ...nowhere, ...connection } })
      .catch((error: ConnectorError) => expect(error.stage).not.toBe('validate_input'));
  }
  return asked;
}

const TOKEN = 'FwoGZXIvYXdzEXAMPLE';
const ANSWERED = { etag: '"e"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT', 'content-length': '0' };

/** A call on one of these has to have a checksum, of the new kinds or MD5. */
const S3_DEMANDS_ONE = ['delete', 'acl'];

/** They sign, or answer from what is known already. */
const WITHOUT_CALLS = new Set(['get_object_signed_url', 'create_upload_url', 'list_regions_ddl']);
const CALLING = Object.values(operations as Record<string, Operation>).filter(
  ({ name }) => !WITHOUT_CALLS.has(name),
);

describe.each(CALLING.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  test('asks the endpoint of the connection, and nobody else', async () => {
    const asked = await requestsOf(operation, { endpoint: 'http://storage.example:9000/s3' });
    expect(asked.length).toBeGreaterThan(0);
    for (const { protocol, hostname, port, path } of asked) {
      expect(`${protocol}//${hostname}:${port}`).toBe('http://storage.example:9000');
      expect(path).toMatch(/^\/s3\//);
    }
  });

  test('sends the session token with every call', async () => {
    const temporary = { access_key: 'ASIAIOSFODNN7EXAMPLE', session_token: TOKEN };
    const asked = await requestsOf(operation, temporary);
    expect(asked.length).toBeGreaterThan(0);
    for (const { headers } of asked) expect(headers['x-amz-security-token']).toBe(TOKEN);
  });

  test('sends other servers no checksum that they may not know', async () => {
    const asked = await requestsOf(operation, { endpoint: 'https://storage.example' });
    for (const { headers, query } of asked) {
      expect(headers['x-amz-trailer']).toBeUndefined();
      expect(headers['content-encoding'] ?? '').not.toContain('aws-chunked');
      if (S3_DEMANDS_ONE.some((subresource) => subresource in query)) continue;
      const checksums = Object.keys(headers).filter((header) => /^x-amz-checksum-(crc|sha)/.test(header));
      if (!asksForChecksum(operation)) expect(checksums).toEqual([]);
    }
  });

  test('does not look for the region of the bucket unless it is for telling it', async () => {
    const asked = await requestsOf(operation, {});
    const lookups = asked.filter(({ query }) => 'location' in query);
    expect(lookups.length > 0).toBe(rowsOf(operation).includes('s3:GetBucketLocation'));
  });
});

/** Where it is asked for, that is what the operation is for, and the table says so. */
const rowsOf = ({ permissions }: Operation) =>
  permissions === 'none' ? [] : permissions.map(({ action }) => action);

const asksForChecksum = ({ contract }: Operation) => {
  const inputs = contract.examples.valid.map(({ input }) => input as Record<string, unknown>);
  return inputs.some((input) => 'checksum_algorithm' in input || 'object_lock_mode' in input);
};
