import type { ServerContext } from '@modelcontextprotocol/server';

/** How far the bytes must have come on before it is told again: a part of all, or a number where all is unknown. */
const PART = 1 / 20;
const BYTES = 2 ** 20;

/**
 * Tells the client of bytes moved, if it asked for that. Each figure is larger than the one before, as the protocol
 * demands; `told` resolves when all are on their way, before which no answer must be sent.
 */
export function createProgress({ mcpReq }: ServerContext) {
  const progressToken = mcpReq._meta?.progressToken;
  let next = 0;
  const sent: Promise<void>[] = [];
  const report = (bytes: number, total?: number) => {
    if (progressToken === undefined || bytes <= 0 || bytes < next) return;
    next = bytes + (total === undefined ? BYTES : Math.max(1, total * PART));
    const params = { progressToken, progress: bytes, total, message: `${bytes} bytes` };
    // A client that has gone needs no progress; its request is cancelled by itself.
    sent.push(mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined));
  };
  return { report, told: () => Promise.all(sent) };
}
