import type { SandboxProcess } from '../../fixtures/sandbox-process.ts';
import { Exchange } from './exchange.ts';
import { makeRequest } from './requests.ts';
import type { FuzzRequest, Memories } from './requests.ts';

/** What a server must never do, with the request that made it. */
export interface Finding {
  what: string;
  request: string;
}

export interface Campaign {
  findings: Finding[];
  /** How many answers there were of each status; 0 stands for a connection that was closed without one. */
  statuses: Record<string, number>;
}

const AT_ONCE = 16;
const REMEMBERED = 50;

/** Sends that many requests, from the number `first` on. */
export async function runCampaign(
  server: SandboxProcess,
  { seed, first, count }: { seed: number; first: number; count: number },
): Promise<Campaign> {
  const campaign: Campaign = { findings: [], statuses: {} };
  const memories: Memories = [];
  let number = first;
  const work = async () => {
    const exchange = new Exchange(server.address.port);
    while (number < first + count && !server.hasEnded()) {
      const request = makeRequest(server.address, seed, number, memories);
      number += 1;
      judge(campaign, memories, request, await exchange.send(request));
    }
    exchange.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return campaign;
}

function judge(
  campaign: Campaign,
  memories: Memories,
  { bytes }: FuzzRequest,
  { hangs, text }: Awaited<ReturnType<Exchange['send']>>,
): void {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? '0';
  campaign.statuses[status] = (campaign.statuses[status] ?? 0) + 1;
  for (const [, id] of text.matchAll(
    /(?:<UploadId>|<NextContinuationToken>|x-amz-version-id: )([\w.+/=-]+)/g,
  )) {
    memories.push(id as string);
    if (memories.length > REMEMBERED) memories.shift();
  }
  const what = hangs ? 'hangs' : /^HTTP.1.1 500|root:x:|SENTINEL/.exec(text)?.[0];
  if (what !== undefined) {
    campaign.findings.push({ what, request: bytes.subarray(0, 3000).toString('latin1') });
  }
}
