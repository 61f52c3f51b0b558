import type { IncomingMessage } from 'node:http';
import type { Answer, Surroundings } from '../context.ts';
import { bytesOf, isGone } from '../message.ts';
import type { SandboxLogger } from '../options.ts';
import type { S3Request } from '../request.ts';
import { toXml } from '../xml.ts';
import { IAM_ACTIONS } from './iam-actions.ts';
import { Parameters } from './parameters.ts';
import { authenticateQuery } from './query-authentication.ts';
import type { QueryCall, QueryResult, SignedCall } from './query-call.ts';
import { QueryError, toQueryError } from './query-error.ts';
import { STS_ACTIONS } from './sts-actions.ts';
import { assumeRoleWithWebIdentity } from './web-identity.ts';

const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const IAM_NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';
const MAXIMUM_BODY_BYTES = 1024 * 1024;
const HANDLERS = new Map(Object.entries({ ...STS_ACTIONS, ...IAM_ACTIONS }));

/** A request as it came. */
export interface QueryRequest {
  request: S3Request;
  message: IncomingMessage;
  begin: () => void;
  requestId: string;
}

/** S3 has no such request: a form that is posted to the root is a call of STS or IAM. */
export function isQuery(request: S3Request): boolean {
  const type = request.header('content-type') ?? '';
  const form = type.startsWith('application/x-www-form-urlencoded');
  return form && request.method === 'POST' && request.rawPath === '/';
}

/** Answers a call of STS or IAM, a refusal included. */
export async function answerQuery(
  surroundings: Surroundings,
  query: QueryRequest,
  logger?: SandboxLogger,
): Promise<Answer> {
  try {
    return await answerCall(surroundings, query);
  } catch (error) {
    if (isGone(query.message)) throw error;
    if (toQueryError(error) === undefined) {
      logger?.error(error instanceof Error ? String(error.stack) : String(error));
    }
    return refuse(error, query.requestId);
  }
}

async function answerCall(surroundings: Surroundings, query: QueryRequest): Promise<Answer> {
  const { request, requestId } = query;
  const form = await readForm(query);
  const parameters = new Parameters(form);
  const action = parameters.required('Action');
  const authentication = authenticateQuery(request, form, surroundings);
  const { identity } = authentication;
  const call = {
    action,
    parameters,
    request,
    authentication,
    identity,
    surroundings,
    now: surroundings.clock(),
  };
  const result = perform(call);
  const namespace = Object.hasOwn(IAM_ACTIONS, action) ? IAM_NAMESPACE : STS_NAMESPACE;
  const content = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  const body = toXml(`${action}Response`, content, namespace);
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}

function perform(call: QueryCall): QueryResult {
  if (call.action === 'AssumeRoleWithWebIdentity') return assumeRoleWithWebIdentity(call);
  const handler = HANDLERS.get(call.action);
  if (handler === undefined) {
    throw new QueryError('InvalidAction', `Could not find operation ${call.action}`);
  }
  if (call.identity === undefined) {
    throw new QueryError('MissingAuthenticationToken', 'Request is missing Authentication Token');
  }
  return handler(call as SignedCall);
}

async function readForm({ message, begin }: QueryRequest): Promise<string> {
  begin();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytesOf(message)) {
    size += piece.length;
    if (size > MAXIMUM_BODY_BYTES) throw new QueryError('ValidationError', 'The request is too large.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function refuse(error: unknown, requestId: string): Answer {
  const refusal = toQueryError(error) ?? new QueryError('InternalFailure', 'The request failed.');
  const type = refusal.status < 500 ? 'Sender' : 'Receiver';
  const content = {
    Error: { Type: type, Code: refusal.code, Message: refusal.message },
    RequestId: requestId,
  };
  return {
    status: refusal.status,
    headers: { 'content-type': 'text/xml' },
    body: toXml('ErrorResponse', content, STS_NAMESPACE),
  };
}
