import type { Context } from '../context.ts';
import type { SandboxLogger } from '../options.ts';
import { destinationsOf } from './destinations.ts';
import { covers } from './event-types.ts';
import type { EventName } from './event-types.ts';
import { eventMessage } from './event.ts';
import type { ObjectEvent } from './event.ts';

const ATTEMPTS = 3;
const ATTEMPT_MILLISECONDS = 10_000;

/**
 * Sends events to the HTTP addresses that stand for queues, topics and functions, one `POST` of JSON each,
 * to every address in the order in which things happened.
 */
export class EventPublisher {
  readonly #addresses: ReadonlyMap<string, string> | undefined;
  readonly #logger: SandboxLogger | undefined;
  /** The end of what is being sent, by address. */
  readonly #sending = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();
  #sequence = 0;

  constructor(addresses: Readonly<Record<string, string>> | undefined, logger?: SandboxLogger) {
    this.#addresses = addresses === undefined ? undefined : new Map(Object.entries(addresses));
    this.#logger = logger;
  }

  /** Sends an event to every destination that the bucket names for it; nobody waits for that. */
  publish(event: ObjectEvent): void {
    const { notification } = event.bucket;
    if (notification === undefined) return;
    this.#sequence += 1;
    for (const { id, arn, events, prefix, suffix } of destinationsOf(notification)) {
      const wanted = events.some((pattern) => covers(pattern, `s3:${event.name}`));
      const address = this.#addresses?.get(arn);
      if (!wanted || address === undefined) continue;
      if (!event.key.startsWith(prefix) || !event.key.endsWith(suffix)) continue;
      this.#enqueue(address, eventMessage(event, id, this.#sequence));
    }
  }

  /** Whether a destination is there. Where no addresses were given at all, every one is taken to be. */
  async test(context: Context, arn: string): Promise<boolean> {
    const address = this.#addresses?.get(arn);
    if (address === undefined) return this.#addresses === undefined;
    if (arn.split(':')[2] === 'lambda') return true;
    const { requestId, hostId } = context;
    const message = {
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: context.now.toISOString(),
      Bucket: context.bucketName,
      RequestId: requestId,
      HostId: hostId,
    };
    return send(address, message, this.#closing.signal).then(
      () => true,
      () => false,
    );
  }

  /** Settles when everything that has happened so far is sent, or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#sending.values());
  }

  /** Gives up what is not sent yet: a destination that does not answer keeps no sandbox open. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  #enqueue(address: string, message: object): void {
    const sent = (this.#sending.get(address) ?? Promise.resolve()).then(() =>
      this.#deliver(address, message),
    );
    this.#sending.set(address, sent);
    void sent.finally(() => {
      if (this.#sending.get(address) === sent) this.#sending.delete(address);
    });
  }

  async #deliver(address: string, message: object): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        await send(address, message, this.#closing.signal);
        return;
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        if (attempt === ATTEMPTS)
          this.#logger?.info(`No event could be sent to ${address}: ${String(error)}`);
      }
    }
  }
}

/** Tells what a request did to an object. */
export function publish(
  context: Context,
  name: EventName,
  key: string,
  object: ObjectEvent['object'],
  restored?: ObjectEvent['restored'],
): void {
  const { surroundings, bucket, now, identity, callerId, request, requestId, hostId } = context;
  const principalId = identity === undefined ? 'Anonymous' : `AWS:${callerId}`;
  const actor = { principalId, sourceAddress: request.remoteAddress, requestId, hostId };
  const told = { size: object.size, etag: object.etag, versionId: object.versionId };
  surroundings.events.publish({ name, bucket: bucket.record, key, object: told, time: now, actor, restored });
}

async function send(address: string, message: object, closing: AbortSignal): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
    signal: AbortSignal.any([AbortSignal.timeout(ATTEMPT_MILLISECONDS), closing]),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`it answered ${response.status}`);
}
