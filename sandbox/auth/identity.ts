import { createHash } from 'node:crypto';
import { S3Error } from '../errors.ts';
import type { Principal } from '../iam/principals.ts';
import { sameSignature } from './sigv4.ts';

/** Who owns buckets and objects. */
export interface Account {
  /** Twelve digits. */
  id: string;
  /** The 64 hexadecimal digits that ACLs and listings name the account by. */
  canonicalId: string;
}

/** An access key, and whom it signs for. */
export interface User {
  name: string;
  account: Account;
  accessKey: string;
  secretKey: string;
  /** Temporary credentials have one, and it must come with every request. */
  sessionToken?: string;
  expires?: Date;
  principal: Principal;
}

/** Who sent a request; undefined is the anonymous caller. */
export type Identity = User | undefined;

/** The account of the administrator, and of every user that names no other. */
export const DEFAULT_ACCOUNT_ID = '123456789012';

/** An account's canonical id; ours is derived, so that it is the same at every start. */
export function accountOf(id: string): Account {
  return { id, canonicalId: createHash('sha256').update(`sandbox account ${id}`).digest('hex') };
}

/**
 * The user behind an access key.
 * @throws S3Error `InvalidAccessKeyId`, `InvalidToken`, `ExpiredToken`
 */
export function findUser(
  users: ReadonlyMap<string, User>,
  credentials: { accessKey: string; sessionToken?: string },
  now: Date,
): User {
  const { accessKey, sessionToken } = credentials;
  const user = users.get(accessKey);
  if (user === undefined || (user.sessionToken !== undefined && sessionToken === undefined)) {
    throw new S3Error('InvalidAccessKeyId', { fields: { AWSAccessKeyId: accessKey } });
  }
  if (!sameSignature(user.sessionToken ?? '', sessionToken ?? '')) {
    throw new S3Error('InvalidToken', { fields: { 'Token-0': sessionToken ?? '' } });
  }
  if (user.expires !== undefined && user.expires <= now) {
    throw new S3Error('ExpiredToken', { fields: { 'Token-0': sessionToken ?? '' } });
  }
  return user;
}
