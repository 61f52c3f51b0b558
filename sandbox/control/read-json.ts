import type { IncomingMessage } from 'node:http';

const MAXIMUM_BYTES = 64 * 1024;

/** What the control API does not do, and why. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
  }
}

/** The members of a request's JSON object; none when it has no body. */
export type JsonBody = Readonly<Record<string, unknown>>;

/** @throws Refusal */
export async function readJson(message: IncomingMessage): Promise<JsonBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += (chunk as Buffer).length;
    if (size <= MAXIMUM_BYTES) chunks.push(chunk as Buffer);
  }
  if (size > MAXIMUM_BYTES) throw new Refusal(413, `A request may have ${MAXIMUM_BYTES} bytes`);
  if (size === 0) return {};
  const body = parse(Buffer.concat(chunks).toString('utf8'));
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonBody;
  throw new Refusal(400, 'The body must be a JSON object');
}

/** Refuses members that mean nothing, and such of another type. */
export function checkMembers(
  body: JsonBody,
  types: Readonly<Record<string, 'number' | 'string' | 'strings'>>,
): void {
  for (const [name, value] of Object.entries(body)) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type === undefined)
      throw new Refusal(400, `${name} means nothing here; there are ${Object.keys(types).join(', ')}`);
    const isText = typeof value === 'string';
    const areTexts = Array.isArray(value) && value.every((one) => typeof one === 'string');
    if (type === 'strings' ? !isText && !areTexts : typeof value !== type) {
      throw new Refusal(
        400,
        `${name} must be ${type === 'strings' ? 'a string or an array of strings' : `a ${type}`}`,
      );
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, 'The body must be JSON');
  }
}
