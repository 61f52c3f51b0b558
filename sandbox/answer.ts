import type { IncomingMessage } from 'node:http';
import { authenticate } from './auth/authenticate.ts';
import { admit } from './admission.ts';
import { RequestBody } from './body.ts';
import { answerPreflight, corsHeaders } from './configuration/cors-answers.ts';
import { Context, hostIdOf } from './context.ts';
import type { Answer, Surroundings } from './context.ts';
import { S3Error } from './errors.ts';
import { ConnectionReset } from './faults/connection-reset.ts';
import { doWithFaults } from './faults/inject.ts';
import { answerQuery, isQuery } from './iam/query-api.ts';
import { isGone } from './message.ts';
import type { SandboxLogger } from './options.ts';
import { S3Request } from './request.ts';
import { route } from './router.ts';
import { toErrorXml } from './xml.ts';

/** What every request is answered with. */
export interface AnswerSettings {
  surroundings: Surroundings;
  logger?: SandboxLogger;
}

/** A request as it came, before anything about it is known to be right. */
export interface Incoming {
  message: IncomingMessage;
  /** Lets a client that waits for `100 Continue` send its content. */
  begin: () => void;
  requestId: string;
  /** Aborted when the connection has ended. */
  signal: AbortSignal;
}

/** The answer to a request, a refusal included, with what a page of another origin may read of it. */
export async function answer(settings: AnswerSettings, incoming: Incoming): Promise<Answer> {
  try {
    const request = new S3Request(incoming.message);
    const found = await answerRequest(settings, request, incoming).catch((error: unknown) =>
      refuse(settings, incoming, error),
    );
    return { ...found, headers: { ...corsHeaders(settings.surroundings.store, request), ...found.headers } };
  } catch (error) {
    return refuse(settings, incoming, error);
  }
}

/** The life of a request: address, signature, API, region, permission, result. */
async function answerRequest(
  { surroundings, logger }: AnswerSettings,
  request: S3Request,
  { message, begin, requestId, signal }: Incoming,
): Promise<Answer> {
  if (request.method === 'OPTIONS') return answerPreflight(surroundings.store, request);
  if (isQuery(request)) return answerQuery(surroundings, { request, message, begin, requestId }, logger);
  const times = { signing: surroundings.signingTime(), now: surroundings.clock() };
  const authentication = authenticate(request, surroundings.users, times);
  const body = new RequestBody(message, request, authentication, begin);
  const context = new Context(request, body, authentication, surroundings, requestId);
  const api = route(context);
  // Who sends a form stands in the form.
  if (api.name !== 'PostObject') await admit(context, api.name);
  return doWithFaults(context, api, signal);
}

/** An error as S3 tells it; what is no `S3Error` is a defect of this server, and logged. */
function refuse({ logger }: AnswerSettings, { message, requestId }: Incoming, error: unknown): Answer {
  if (!(error instanceof S3Error)) {
    if (error instanceof ConnectionReset || isGone(message)) throw error;
    logger?.error(error instanceof Error ? String(error.stack) : String(error));
  }
  const refusal = error instanceof S3Error ? error : new S3Error('InternalError');
  const resource = (message.url ?? '/').split('?')[0] ?? '/';
  const content = {
    Code: refusal.code,
    Message: refusal.message,
    ...refusal.fields,
    Resource: resource,
    RequestId: requestId,
    HostId: hostIdOf(requestId),
  };
  const bodiless = message.method === 'HEAD' || refusal.status === 304;
  return {
    status: refusal.status,
    headers: { ...refusal.headers, 'content-type': bodiless ? undefined : 'application/xml' },
    body: bodiless ? undefined : toErrorXml(content),
  };
}
