import type { InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import { expect, test } from 'vitest';
import { createConnector, type ManifestOperation } from '../../../connector/index.ts';
import { ask, mustConfirm } from '../../../hosts/mcp/confirmation.ts';
import { questionAbout } from '../../../hosts/mcp/question.ts';

const { operations } = createConnector().manifest;
const removing = operations.find(({ effect }) => effect === 'delete') as ManifestOperation;

const seal = { mint: async (digest: string) => digest };
const accepted = { confirmation: { action: 'accept', content: { confirm: true } } };
const contextOf = (inputResponses?: object, state?: string) =>
  ({ mcpReq: { inputResponses, requestState: () => state } }) as unknown as ServerContext;
const askAbout = (input: object, context: ServerContext) => ask(removing, input, context, seal, true);

test('a yes counts for the call that was asked about, and for no other', async () => {
  const { requestState } = (await askAbout({ key: 'a' }, contextOf())) as InputRequiredResult;
  expect(await askAbout({ key: 'a' }, contextOf(accepted, requestState))).toBeUndefined();
  expect(await askAbout({ key: 'b' }, contextOf(accepted, requestState))).toHaveProperty('inputRequests');
  expect(await askAbout({ key: 'a' }, contextOf(accepted))).toHaveProperty('inputRequests');
});

test.each([
  ['never', []],
  ['delete', ['delete']],
  ['write', ['write', 'delete']],
] as const)('with "%s", a person confirms %j', (confirm, effects) => {
  const asked = operations.filter((operation) => mustConfirm({ confirm }, operation));
  expect(asked).toEqual(operations.filter(({ effect }) => (effects as readonly string[]).includes(effect)));
});

test('a question shows what a call touches, and no secret; a key cannot forge a line of it', () => {
  const operation = {
    ...removing,
    title: 'Remove',
    input_schema: {
      properties: {
        keys: { title: 'Keys', items: { properties: { password: { secret: true } } } },
        token: { title: 'Token', secret: true },
      },
    },
  };
  const keys = Array.from({ length: 12 }, (_, index) => ({
    key: `${index}\n- Keys: "harmless"`,
    password: 'hush',
  }));
  const question = questionAbout(operation, { keys, token: 'hush', other: 'x'.repeat(1000) });
  expect(question.split('\n')).toHaveLength(4);
  expect(question).toContain('"key":"0\\n- Keys: \\"harmless\\""');
  expect(question).toContain(', and 2 more');
  expect(question).toContain('- Token: "(secret)"');
  expect(question).not.toContain('hush');
  expect(question.length).toBeLessThan(2000);
});
