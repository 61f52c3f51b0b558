import type { Requirement } from '../../../src/index.ts';
import type { S3 } from '../../client.ts';
import { answerOf, type Answer } from './answer.ts';
import type { Judge } from './judge.ts';

type Probe = (client: S3, parts: Requirement['parts'], listsPrefix: boolean) => Promise<unknown>;

/** The actions that a call which changes nothing, and reads next to nothing, can try. */
const PROBES: Readonly<Record<string, Probe>> = {
  's3:ListAllMyBuckets': (client) => client.send('ListBuckets', { MaxBuckets: 1 }),
  's3:ListBucket': (client, { bucket, prefix }, listsPrefix) =>
    client.send('ListObjectsV2', { Bucket: bucket, MaxKeys: 1, Prefix: listsPrefix ? prefix : undefined }),
  's3:ListBucketVersions': (client, { bucket, prefix }) =>
    client.send('ListObjectVersions', { Bucket: bucket, MaxKeys: 1, Prefix: prefix }),
  's3:GetBucketLocation': (client, { bucket }) => client.send('GetBucketLocation', { Bucket: bucket }),
  's3:GetObject': (client, { bucket, key }) => client.send('HeadObject', { Bucket: bucket, Key: key }),
};

/** Judges by trying what only reads; each call is made once. What writes is never tried, and stays unknown. */
export function byProbes(client: S3): Judge {
  const tried = new Map<string, Promise<Answer>>();
  const answerTo = (probe: Probe, { action, parts, members }: Requirement) => {
    const listsPrefix = members.prefix !== undefined;
    const name = JSON.stringify([action, parts.bucket, parts.key, listsPrefix && parts.prefix]);
    const known = tried.get(name) ?? attempt(probe(client, parts, listsPrefix), action === 's3:GetObject');
    tried.set(name, known);
    return known;
  };
  const attempt = async (call: Promise<unknown>, isHead: boolean) => {
    const answer = await answerOf(call, isHead);
    // The refusal of a HEAD may be one of wrong credentials: that of a GET says so, and is thrown.
    if (isHead && answer.decision === 'denied') await answerOf(client.send('ListBuckets', { MaxBuckets: 1 }));
    return answer;
  };
  return (_question, { requirement, open }) => {
    const { action } = requirement;
    const probe = PROBES[action];
    if (probe === undefined) return { decision: 'unknown', note: noteOn(action) };
    if (open !== undefined) {
      const member = open === 'bucket' ? 'bucket_name' : 'object_path';
      return { decision: 'unknown', note: `To try ${action}, name the ${open} (${member}).` };
    }
    return answerTo(probe, requirement).then(({ decision, note }) => ({
      decision,
      ...(note === undefined ? {} : { note: `Trying ${action} showed nothing: ${note}.` }),
    }));
  };
}

const noteOn = (action: string): string =>
  /:(Get|List|Head)/.test(action)
    ? `No probe tries ${action}.`
    : `Only doing it would tell whether ${action} is allowed, and probes never write.`;
