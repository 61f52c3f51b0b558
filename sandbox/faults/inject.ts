import { setTimeout as wait } from 'node:timers/promises';
import { hostIdOf } from '../context.ts';
import type { Answer, Context, Handler } from '../context.ts';
import { S3Error } from '../errors.ts';
import { toErrorXml } from '../xml.ts';
import { corruptAnswer, cutAnswer, misleadingAnswer } from './broken-answer.ts';
import { ConnectionReset } from './connection-reset.ts';
import type { FaultKind, FaultRule } from './rules.ts';

/** A request that is about to be done. */
interface Doing {
  context: Context;
  handler: Handler;
  /** Aborted when the client has gone. */
  signal: AbortSignal;
  rule: FaultRule;
}

/** What each fault makes of a request; which of them do it, and which do not, stands in `rules.ts`. */
const FAULTS: Record<FaultKind, (doing: Doing) => Promise<Answer>> = {
  slow_down: () => Promise.reject(new S3Error('SlowDown')),
  internal_error: () => Promise.reject(new S3Error('InternalError')),
  skewed_clock: () => Promise.reject(new S3Error('RequestTimeTooSkewed')),
  expired_token: () => Promise.reject(new S3Error('ExpiredToken')),
  error_in_200: ({ context }) => Promise.resolve(errorIn200(context)),
  reset_before: () => Promise.reject(new ConnectionReset()),
  reset_upload: async ({ context }) => {
    await halfOfContent(context);
    throw new ConnectionReset();
  },
  lose_answer: async ({ context, handler }) => {
    const { body } = await handler(context);
    if (typeof body === 'object') body.destroy();
    throw new ConnectionReset();
  },
  delay: async ({ context, handler, signal, rule }) => {
    await wait(rule.delay_ms ?? 0, undefined, { signal });
    return handler(context);
  },
  reset_body: async ({ context, handler }) => cutAnswer(await handler(context), 'reset'),
  truncate: async ({ context, handler }) => cutAnswer(await handler(context), 'end'),
  corrupt: async ({ context, handler }) => corruptAnswer(await handler(context)),
  wrong_checksum: async ({ context, handler }) => misleadingAnswer(await handler(context)),
};

/** Has a request done, with what is to go wrong with it. */
export async function doWithFaults(
  context: Context,
  { name, handler }: { name: string; handler: Handler },
  signal: AbortSignal,
): Promise<Answer> {
  const { bucket, key } = context.request.address;
  const rule = context.surroundings.faults.next({ api: name, bucket, key });
  return rule === undefined ? handler(context) : FAULTS[rule.fault]({ context, handler, signal, rule });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html: an error may come when 200 has been sent. */
function errorIn200({ requestId }: Context): Answer {
  const { code, message } = new S3Error('InternalError');
  const content = { Code: code, Message: message, RequestId: requestId, HostId: hostIdOf(requestId) };
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: toErrorXml(content) };
}

async function halfOfContent({ body }: Context): Promise<void> {
  const half = (body.length ?? 0) / 2;
  let size = 0;
  const content = body.content();
  for (let next = await content.next(); next.done !== true; next = await content.next()) {
    size += next.value.length;
    if (size >= half) return;
  }
}
