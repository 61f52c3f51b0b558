import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { hostIdOf } from './context.ts';
import type { Answer } from './context.ts';

/** Writes an answer, with the headers that all answers have. */
export async function send(
  response: ServerResponse,
  message: IncomingMessage,
  answer: Answer,
  { requestId, time }: { requestId: string; time: Date },
): Promise<void> {
  const { status, headers, body, cut } = answer;
  const all = {
    'x-amz-request-id': requestId,
    'x-amz-id-2': hostIdOf(requestId),
    // Clients correct their clocks by this one.
    date: time.toUTCString(),
    server: 'AmazonS3',
    ...headers,
  };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) response.setHeader(name, value);
  response.statusCode = status;
  if (body !== undefined && !response.hasHeader('content-type'))
    response.setHeader('content-type', 'application/xml');
  if (cut !== undefined) return sendPart(response, body ?? '', cut);
  if (body !== undefined && typeof body !== 'string') return pipeline(body, response);
  if (message.method !== 'HEAD' && status !== 204 && status !== 304) {
    response.setHeader('content-length', Buffer.byteLength(body ?? ''));
  }
  response.end(body);
}

/** Sends the beginning of a body, and ends the connection when that has left. */
async function sendPart(
  response: ServerResponse,
  body: string | Readable,
  { after, how }: NonNullable<Answer['cut']>,
): Promise<void> {
  let remaining = after;
  for await (const chunk of typeof body === 'string' ? [Buffer.from(body)] : body) {
    const piece = (chunk as Uint8Array).subarray(0, remaining);
    remaining -= piece.length;
    await new Promise<void>((resolve, reject) => {
      response.write(piece, (error) => (error ? reject(error) : resolve()));
    });
    if (remaining === 0) break;
  }
  if (how === 'end') response.socket?.end();
  else response.socket?.resetAndDestroy();
}
