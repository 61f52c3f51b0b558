import type { Context } from '../../../src/index.ts';
import type { S3 } from '../../client.ts';
import { arnOf } from '../../permissions/resources.ts';
import { placeOf } from './access.ts';
import { answerOf, type Answer } from './answer.ts';
import type { Scope } from './asked.ts';

/** How S3 answered one call that changes nothing. */
export interface Reached {
  milliseconds: number;
  decision: Answer['decision'];
  /** What the call needs. */
  permission: { action: string; resource: string };
}

/**
 * Calls S3 once, by a GET: its answer tells wrong credentials from missing permissions, which a HEAD's would not.
 * Credentials that have to be fetched are fetched before, so that their errors, and their time, are not S3's.
 */
export async function reach(
  { client, clock }: Context<S3>,
  { bucket_name: bucket, prefix }: Scope,
): Promise<Reached> {
  await client.credentialsExpire();
  const permission =
    bucket === undefined
      ? { action: 's3:ListAllMyBuckets', resource: '*' }
      : {
          action: 's3:ListBucket',
          resource: arnOf({ resource: 'bucket', parts: { bucket } }, placeOf(client)),
        };
  const started = clock().getTime();
  const { decision } = await answerOf(
    bucket === undefined
      ? client.send('ListBuckets', { MaxBuckets: 1 })
      : client.send('ListObjectsV2', { Bucket: bucket, Prefix: prefix, MaxKeys: 1 }),
  );
  return { milliseconds: clock().getTime() - started, decision, permission };
}
