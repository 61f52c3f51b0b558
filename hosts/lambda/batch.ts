import type { Invocation } from './perform.ts';
import { perform } from './perform.ts';
import { readMessage } from './request.ts';

/** What this host reads of a message as Lambda hands it over. */
interface QueueMessage {
  messageId: string;
  body: string;
  eventSource: string;
  eventSourceARN?: string;
  attributes?: { MessageGroupId?: string };
}

/** What tells Lambda which messages go back to the queue: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export interface BatchAnswer {
  batchItemFailures: { itemIdentifier: string }[];
}

/** Whether an event is a batch of a queue's messages. */
export function isBatch(event: unknown): event is { Records: readonly QueueMessage[] } {
  const { Records: records } = (event ?? {}) as { Records?: unknown };
  return Array.isArray(records) && records.every((record) => record?.eventSource === 'aws:sqs');
}

/**
 * Runs the operation of each message. Every message that fails is reported, whether or not trying again may help: the
 * queue gives it again, and after its `maxReceiveCount` puts it into the dead-letter queue, so that none is lost.
 */
export async function runBatch(
  messages: readonly QueueMessage[],
  invocation: Invocation,
  concurrency: number,
): Promise<BatchAnswer> {
  const returned = new Set<QueueMessage>();
  await eachOf(lanesOf(messages), concurrency, async (lane) => {
    for (const [index, message] of lane.entries()) {
      if (await succeeds(message, invocation)) continue;
      // What comes after a failure in a group waits, unprocessed, until the failed message has had its turn again.
      for (const waiting of lane.slice(index)) returned.add(waiting);
      return;
    }
  });
  const failures = messages.filter((message) => returned.has(message));
  return { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** Messages that run one after the other: those of one group of a FIFO queue. Any other is alone. */
function lanesOf(messages: readonly QueueMessage[]): QueueMessage[][] {
  const lanes = new Map<unknown, QueueMessage[]>();
  for (const message of messages) {
    // Messages of other queues may have a group as well, which is for fairness and orders nothing.
    const isOrdered = message.eventSourceARN?.endsWith('.fifo') === true;
    const key = isOrdered ? `group ${message.attributes?.MessageGroupId}` : message;
    lanes.set(key, [...(lanes.get(key) ?? []), message]);
  }
  return [...lanes.values()];
}

async function succeeds(message: QueueMessage, invocation: Invocation): Promise<boolean> {
  const facts = { message_id: message.messageId };
  try {
    await perform(() => readMessage(message.body), invocation, facts);
    return true;
  } catch {
    // It stands in the log already.
    return false;
  }
}

/** Does something with each item, so many at once. */
async function eachOf<Item>(
  items: readonly Item[],
  atOnce: number,
  action: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    // Workers share the iterator: each takes what no other has taken.
    for (const item of waiting) await action(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
