import type { ActiveFault, FaultRule } from '../faults/rules.ts';

/** Where the control API is, and the token that every request to it carries. */
export interface ControlAddress {
  /** As clients take it: `http://127.0.0.1:<port>`. */
  endpoint: string;
  token: string;
}

/** How far the clock moves: the sum of these, or up to a point in time. */
export interface ClockMove {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  to?: Date;
}

/** What a test may do to a sandbox, by its object or by its control API. */
export interface SandboxControls {
  /** What time it is there. */
  now(): Date;
  /**
   * Moves the clock on, never back. Lifecycle rules are carried out at each midnight (UTC) on the way, restored
   * copies come and go, locks end. Signatures are still judged by the clients' time.
   * @returns what time it is now
   * @throws RangeError for a move back, or by more than 100 years
   */
  advanceClock(by: ClockMove): Promise<Date>;
  /** Puts the clock that judges signatures off from the clients', by seconds; 0 puts it right. */
  skewClock(seconds: number): void;
  /** Carries lifecycle rules out now, without waiting for a midnight. */
  runLifecycle(): Promise<void>;
  /** Settles when every event so far has been sent to its address, or given up. */
  eventsSent(): Promise<void>;
  /**
   * Lets requests go wrong from now on.
   * @throws RangeError when the rule says what cannot be
   */
  addFault(rule: FaultRule): ActiveFault;
  /** Whether there was such a rule. */
  removeFault(id: string): boolean;
  clearFaults(): void;
  listFaults(): ActiveFault[];
  /** Remembers all buckets and objects, until the sandbox is closed; returns what to restore them by. */
  snapshot(): Promise<string>;
  /**
   * Makes all buckets and objects as they were; no request may be under way.
   * @throws RangeError when there is no such snapshot
   */
  restore(id: string): Promise<void>;
  /** Whether there was such a snapshot. */
  dropSnapshot(id: string): boolean;
  listSnapshots(): string[];
  /** Makes buckets, objects, clock and faults as at the start of an empty sandbox; no request may be under way. */
  reset(): Promise<void>;
}
