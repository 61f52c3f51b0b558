/** What goes wrong on purpose. */
export type FaultKind =
  /** 503 `SlowDown`; nothing is done. */
  | 'slow_down'
  /** 500 `InternalError`; nothing is done. */
  | 'internal_error'
  /** 200 with an error document, as S3 may answer copies and completions; nothing is done. */
  | 'error_in_200'
  /** Done after `delay_ms`. */
  | 'delay'
  /** The connection is reset before anything is done. */
  | 'reset_before'
  /** The connection is reset when the first half of the request's content has arrived; nothing is stored. */
  | 'reset_upload'
  /** Done, but the connection is reset instead of the answer. */
  | 'lose_answer'
  /** The connection is reset in the middle of the answer's body. */
  | 'reset_body'
  /** The answer's body ends early, in good order. */
  | 'truncate'
  /** One byte of the answer's body is another. */
  | 'corrupt'
  /** The checksums and the ETag that the answer's headers tell are wrong. */
  | 'wrong_checksum'
  /** 403 `RequestTimeTooSkewed`, as if the client's clock were off; for a clock that stays off there is `skewClock`. */
  | 'skewed_clock'
  /** 400 `ExpiredToken`, as if a session's token had ended. */
  | 'expired_token';

/** Which requests meet a fault. */
export interface FaultRule {
  fault: FaultKind;
  /** Names of S3's APIs, for example `PutObject`; default: any. */
  api?: string | readonly string[];
  bucket?: string;
  /** A key, or with `*` at its end how keys begin. */
  key?: string;
  /** So many requests of those that fit, beginning with the first; default: all. */
  count?: number;
  /** So many that fit are let through first. */
  after?: number;
  /** This share of them (0 to 1), chosen by the seed. */
  share?: number;
  /** For `delay`. */
  delay_ms?: number;
}

/** A rule as it is in force. */
export interface ActiveFault extends FaultRule {
  id: string;
  /** How many requests fitted so far, and how many of them met the fault. */
  matched: number;
  injected: number;
}

export const FAULT_KINDS: readonly string[] = [
  'slow_down',
  'internal_error',
  'error_in_200',
  'delay',
  'reset_before',
  'reset_upload',
  'lose_answer',
  'reset_body',
  'truncate',
  'corrupt',
  'wrong_checksum',
  'skewed_clock',
  'expired_token',
] satisfies FaultKind[];

/** What a request is, for a rule. */
export interface FaultTarget {
  api: string;
  bucket?: string;
  key?: string;
}

export function fits(rule: FaultRule, { api, bucket, key = '' }: FaultTarget): boolean {
  const apis = rule.api === undefined ? [api] : [rule.api].flat();
  const wantedKey = rule.key ?? '*';
  return (
    apis.includes(api) &&
    (rule.bucket === undefined || rule.bucket === bucket) &&
    (wantedKey.endsWith('*') ? key.startsWith(wantedKey.slice(0, -1)) : key === wantedKey)
  );
}
