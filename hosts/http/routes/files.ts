import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import { ConnectorError } from '../../../connector/index.ts';
import { ANY_TYPE, fileHeaders, isMimeType } from '../../shared/file-headers.ts';
import { onlyMethods } from '../answer-errors.ts';
import { fail } from '../errors.ts';
import type { Host } from './host.ts';

/** `POST /files?name=&mime_type=` with the bytes as the body: keeps them and answers the file object. */
export function uploadRoutes({ files, work }: Host): Router {
  const router = Router();
  router.post('/files', async (request, response) => {
    const name = textIn(request, 'name') ?? 'file';
    const mime_type = textIn(request, 'mime_type') ?? ANY_TYPE;
    if (!isMimeType(mime_type))
      throw fail('request_malformed', { reason: '"mime_type" is not a MIME type.' });
    const length = request.headers['content-length'];
    const file = { name, mime_type, size: length === undefined ? undefined : Number(length) };
    const { signal, follow } = work.begin(response);
    response.status(201).json(await follow(files.save(bytesOf(request), file, signal)));
  });
  router.all('/files', onlyMethods('POST'));
  return router;
}

/** `GET /files/:id/:name?expires=&signature=`: a file by its link, which is the permission. */
export function downloadRoutes({ files }: Host): Router {
  const router = Router();
  router.get('/:id/:name', async (request, response) => {
    const { id } = request.params;
    const file = await files.read(id, request.query).catch((error: unknown) => {
      throw asGone(error);
    });
    // A file never changes under its id.
    response.attachment(file.name).set({ 'Accept-Ranges': 'bytes', ETag: `"${id}"` });
    // Not by `set`, which would add a charset that the file may not have.
    response.setHeaders(new Map(Object.entries(fileHeaders(file))));
    const range = rangeOf(request, response, file.size);
    if (range === 'unsatisfiable') return void response.status(416).end();
    response.set('Content-Length', String(range ? range.end - range.start + 1 : file.size));
    if (request.method === 'HEAD') return void response.end();
    await pipeline(file.stream(range), response);
  });
  router.all('/:id/:name', onlyMethods('GET'));
  return router;
}

/** The one range asked for. Several at once, or one of another version of the file, are answered with the whole. */
function rangeOf(
  request: Request,
  response: Response,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const sameFile = [undefined, response.get('ETag')].includes(request.get('If-Range'));
  const ranges = sameFile ? request.range(size) : undefined;
  if (ranges === -1) {
    response.set('Content-Range', `bytes */${size}`);
    return 'unsatisfiable';
  }
  const only =
    Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
  if (only) response.status(206).set('Content-Range', `bytes ${only.start}-${only.end}/${size}`);
  return only;
}

/** The body as a stream of its own: a store that gives up on it must not take the connection, and the answer, with it. */
function bytesOf(request: Request): PassThrough {
  const bytes = new PassThrough();
  request.once('error', (error) => bytes.destroy(error));
  return request.pipe(bytes);
}

/** For whoever follows a link, a file that is not there (any more) is missing, not an input that is wrong. */
function asGone(error: unknown): unknown {
  return ConnectorError.is(error) ? new ConnectorError({ ...error.toJSON(), category: 'not_found' }) : error;
}

function textIn(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
