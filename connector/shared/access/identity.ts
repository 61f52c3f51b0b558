import type { Context } from '../../../src/index.ts';
import type { S3 } from '../../client.ts';
import { codeOf } from './access.ts';

/** Who signs, as STS tells it. */
export interface Identity {
  account: string;
  arn: string;
  user_id: string;
  partition: string;
}

/**
 * Asks STS who signs; nobody needs permission for it, and nothing can deny it.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * @returns undefined when the answer is not one that STS gives
 */
export async function identityOf({ client }: Pick<Context<S3>, 'client'>): Promise<Identity | undefined> {
  const { Account, Arn, UserId } = await client.sts.send('GetCallerIdentity', {});
  if (Account === undefined || Arn === undefined || UserId === undefined) return undefined;
  return { account: Account, arn: Arn, user_id: UserId, partition: Arn.split(':')[1] ?? '' };
}

/**
 * The same, where not to know it is no failure: servers other than AWS often have no STS, and networks may not reach
 * it. Wrong credentials are S3's to refuse.
 */
export async function whoSigns(
  context: Context<S3>,
): Promise<{ identity?: Identity; principal?: string; note?: string }> {
  try {
    const identity = await identityOf(context);
    if (identity !== undefined) return { identity, principal: identity.arn };
    return { note: 'Who signs is not known: what answers in the place of STS is not STS.' };
  } catch (error) {
    context.signal.throwIfAborted();
    const code = codeOf(error);
    if (code === 'anonymous_cannot_sign')
      return { principal: 'anonymous', note: 'The connection is anonymous: nobody signs.' };
    return { note: `Who signs is not known: STS did not tell (${code}).` };
  }
}
