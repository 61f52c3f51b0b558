import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import express, { type Request, type RequestHandler } from 'express';
import { suggestion, type JsonSchema } from '../../connector/index.ts';
import { fail } from './errors.ts';
import type { Host } from './routes/host.ts';

/** Reads a JSON body of at most `limit` bytes; whatever is declared as something else is refused. */
export function jsonBody(limit: number): RequestHandler {
  const parse = express.json({ limit });
  return (request, response, next) => {
    if (!request.is('application/json')) throw fail('body_type_wrong');
    parse(request, response, next);
  };
}

/**
 * The same, in a place among the runs that is given back before the run itself begins: no more bodies than that are
 * in memory, and none is waited for longer than a run.
 */
export function jsonBodyAmongRuns(
  { limits, work }: Pick<Host, 'limits' | 'work'>,
  limit = limits.bodyBytes,
): RequestHandler {
  const read = jsonBody(limit);
  return async (request, response, next) => {
    const { signal, follow } = work.begin(response);
    const reading = new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => {
        // The rest of the body is not waited for.
        if (!response.headersSent) response.set('Connection', 'close');
        reject(signal.reason);
      });
      read(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
    });
    await follow(reading);
    next();
  };
}

/** The body's members; one that is not known is refused, since it is likely to be a misspelt one. */
export function membersOf<Name extends string>(
  request: Request,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw fail('request_malformed', { reason: 'its body is not a JSON object.' });
  }
  const unknown = Object.keys(body).find((name) => !(names as readonly string[]).includes(name));
  if (unknown === undefined) return body;
  const reason = `its body has a member "${unknown}".${suggestion(unknown, names)}`;
  throw fail('request_malformed', { reason }, { fix: `Send only ${names.join(', ')}.` });
}

/**
 * Reads bodies that a schema of the OpenAPI document describes.
 * @throws ConnectorError `request_malformed`, which names the place and never what stands there
 */
export function bodyReader<Body>(schema: JsonSchema): (request: Request) => Body {
  const names = Object.keys(schema.properties as object);
  let validate: ValidateFunction | undefined;
  return (request) => {
    const body = membersOf(request, names);
    validate ??= new Ajv2020({ allowUnionTypes: true }).compile(schema);
    if (validate(body)) return body as Body;
    const { instancePath = '', message = 'is wrong' } = validate.errors?.[0] ?? {};
    throw fail('request_malformed', {
      reason: `its body${instancePath && ` at ${instancePath}`} ${message}.`,
    });
  };
}
