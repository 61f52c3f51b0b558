import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConnector } from '../../../connector/index.ts';
import { serveHost, type Served } from './support.ts';

let served: Served;
beforeAll(async () => {
  served = await serveHost();
});
afterAll(() => served.close());

const { manifest } = createConnector();

it('gives the manifest as the connector does', async () => {
  expect((await served.call('/api/manifest')).json).toEqual(JSON.parse(JSON.stringify(manifest)));
  expect((await served.call('/api/auth')).json).toEqual(JSON.parse(JSON.stringify(manifest.auth)));
});

it('lists every operation briefly', async () => {
  const { operations } = (await served.call('/api/operations')).json;
  const members = ['name', 'title', 'description', 'documentation', 'effect', 'idempotent', 'local'] as const;
  expect(operations).toEqual(
    manifest.operations.map((operation) =>
      Object.fromEntries(members.map((name) => [name, operation[name]])),
    ),
  );
});

it('describes each operation whole', async () => {
  for (const operation of manifest.operations) {
    const answer = await served.call(`/api/operations/${operation.name}`);
    expect(answer.json).toEqual(JSON.parse(JSON.stringify(operation)));
  }
});
