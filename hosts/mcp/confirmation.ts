import { createHash } from 'node:crypto';
import {
  inputRequired,
  inputResponse,
  type ElicitRequestFormParams,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { ManifestOperation } from '../../connector/index.ts';
import { fail } from './errors.ts';
import type { Host } from './host.ts';
import { questionAbout } from './question.ts';

/** The name of the question among the requests of one answer. */
const KEY = 'confirmation';

const FORM: ElicitRequestFormParams['requestedSchema'] = {
  type: 'object',
  properties: { confirm: { type: 'boolean', title: 'Yes, do this', default: false } },
  required: ['confirm'],
};

/** Whether a person must confirm this operation. */
export function mustConfirm({ confirm }: Pick<Host, 'confirm'>, { effect }: ManifestOperation): boolean {
  return confirm === 'write' ? effect !== 'read' : confirm === 'delete' && effect === 'delete';
}

/** Signs what is asked for, so that a yes to one call is no yes to another. */
export interface Seal {
  mint(digest: string): Promise<string>;
}

/**
 * The question to ask first, or undefined once this very call is confirmed.
 * @throws ConnectorError `confirmation_declined`, or `confirmation_unavailable` for a client that cannot ask
 */
export async function ask(
  operation: ManifestOperation,
  input: object,
  context: ServerContext,
  seal: Seal,
  canAsk: boolean,
): Promise<InputRequiredResult | undefined> {
  const { mcpReq } = context;
  const digest = digestOf(operation.name, input);
  const answer = inputResponse(mcpReq.inputResponses, KEY);
  if (answer.kind === 'elicit' && mcpReq.requestState() === digest) {
    if (answer.action === 'accept' && answer.content?.confirm === true) return undefined;
    throw fail('confirmation_declined', { operation: operation.name });
  }
  if (!canAsk) throw fail('confirmation_unavailable', { operation: operation.name });
  const question = inputRequired.elicit({ message: questionAbout(operation, input), requestedSchema: FORM });
  return inputRequired({ inputRequests: { [KEY]: question }, requestState: await seal.mint(digest) });
}

const digestOf = (name: string, input: object) =>
  createHash('sha256')
    .update(JSON.stringify([name, input]))
    .digest('base64url');
