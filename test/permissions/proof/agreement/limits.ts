import limits from '../../../servers/rgw-agreement.json' with { type: 'json' };
import { outsideServer } from '../../../fixtures/outside-server.ts';
import type { Call } from './calls.ts';
import type { Statement } from './policies.ts';

/** Something about which the outside server decides otherwise than AWS does: a pattern of the JSON. */
export interface Limit {
  of: 'statement' | 'bucket statement' | 'call';
  pattern: string;
  reason: string;
}

/** What random pairs leave out. The sandbox has no limits. */
export const LIMITS: readonly Limit[] = outsideServer() === undefined ? [] : (limits as Limit[]);

/** What the server understands, of these limits; with one that is to be shown, only what shows it. */
export function acceptance(limits: readonly Limit[], shown?: Limit) {
  const accepts = (kinds: readonly Limit['of'][], value: Statement | Call) => {
    const json = JSON.stringify(value);
    const met = limits.filter(({ of, pattern }) => kinds.includes(of) && new RegExp(pattern).test(json));
    return shown !== undefined && kinds.includes(shown.of)
      ? met.length === 1 && met[0] === shown
      : met.length === 0;
  };
  return {
    identity: (statement: Statement) => accepts(['statement'], statement),
    bucket: (statement: Statement) => accepts(['statement', 'bucket statement'], statement),
    call: (call: Call) => accepts(['call'], call),
  };
}
