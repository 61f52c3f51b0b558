import { randomBytes } from 'node:crypto';
import type { User } from '../auth/identity.ts';
import type { XmlValue } from '../xml.ts';
import { principalId } from './principals.ts';
import type { Principal } from './principals.ts';
import type { QueryCall } from './query-call.ts';

/** Makes temporary credentials for a principal, and describes them as STS does. */
export function issueCredentials(
  { surroundings, now }: QueryCall,
  principal: Principal,
  seconds: number,
): XmlValue {
  const expires = new Date(now.getTime() + seconds * 1000);
  const user: User = {
    name: principal.kind === 'root' ? 'root' : principal.name,
    account: principal.account,
    accessKey: newAccessKeyId('ASIA'),
    secretKey: newSecret(),
    sessionToken: randomBytes(150).toString('base64'),
    expires,
    principal,
  };
  surroundings.identities.keys.set(user.accessKey, user);
  return {
    AccessKeyId: user.accessKey,
    SecretAccessKey: user.secretKey,
    SessionToken: user.sessionToken,
    Expiration: expires.toISOString(),
  };
}

/** As `GetCallerIdentity` and `AssumeRole` name a session. */
export function describeSession(principal: Principal & { kind: 'role_session' }): XmlValue {
  return { AssumedRoleId: principalId(principal), Arn: principal.arn };
}

/** Twenty characters, `AKIA...` for keys that last and `ASIA...` for those that expire. */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA'): string {
  return prefix + randomBytes(8).toString('hex').toUpperCase();
}

export function newSecret(): string {
  return randomBytes(30).toString('base64');
}
