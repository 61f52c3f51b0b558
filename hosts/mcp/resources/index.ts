import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import type { Host } from '../host.ts';
import { asConnectorError } from '../../shared/unexpected.ts';
import { URI_TEMPLATE } from './address.ts';
import { createBrowser } from './browse.ts';
import { findRoles } from './roles.ts';

/** More than a client may be told at once (https://modelcontextprotocol.io/specification/2025-11-25/server/utilities/completion). */
const MOST_COMPLETIONS = 100;

const TEMPLATE = {
  uriTemplate: URI_TEMPLATE,
  name: 'object',
  title: 'Object',
  description:
    'An object of up to 1 MiB by its bucket and key; with a key that ends with /, the keys under it.',
};

/** Buckets as resources, objects by a template, completion for both. Objects are not listed: there may be millions. */
export function offerResources(server: Server, host: Host): void {
  const roles = findRoles(host.connector.manifest);
  if (!roles) return;
  const browser = createBrowser(host, roles);
  server.registerCapabilities({ resources: {}, completions: {} });
  server.setRequestHandler('resources/list', async (_request, { mcpReq }) => ({
    resources: await explained(browser.buckets(mcpReq.signal)),
  }));
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: [TEMPLATE] }));
  server.setRequestHandler('resources/read', ({ params }, { mcpReq }) =>
    explained(browser.read(params.uri, mcpReq.signal)),
  );
  server.setRequestHandler('completion/complete', async ({ params }, { mcpReq }) => {
    const { ref, argument, context } = params;
    if (ref.type !== 'ref/resource' || ref.uri !== URI_TEMPLATE) return { completion: { values: [] } };
    const bucket = argument.name === 'bucket' ? undefined : context?.arguments?.bucket;
    if (argument.name !== 'bucket' && bucket === undefined) return { completion: { values: [] } };
    const found = await explained(browser.complete(argument.value, bucket, mcpReq.signal));
    const values = found.slice(0, MOST_COMPLETIONS);
    return { completion: { values, hasMore: found.length > values.length } };
  });
}

/** A failure as an error of the protocol: what happened, what to do, and the facts. */
async function explained<Result>(result: Promise<Result>): Promise<Result> {
  try {
    return await result;
  } catch (thrown) {
    const error = asConnectorError(thrown);
    // The protocol has one code for what is not there and what is not well formed.
    const isAsked = error.category === 'not_found' || error.category === 'input';
    const code = isAsked ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
    throw new ProtocolError(code, `${error.message} ${error.fix}`, error.toJSON());
  }
}
