import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Work } from '../work.ts';
import type { RequestRecord } from './observe.ts';

/** The limits that a request may run into, by the code of the error that says so. */
const LIMITS: Readonly<Record<string, string>> = {
  server_busy: 'concurrent_runs',
  deadline_exceeded: 'run_seconds',
  body_too_large: 'body_bytes',
  file_too_large: 'file_bytes',
  file_store_full: 'file_store_bytes',
  connections_full: 'connections',
};

/** In seconds: from an answer out of memory to a file of gigabytes. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];

/** What Prometheus may ask for. Labels are names of operations, codes of errors and limits: each is one of a few. */
export interface Metrics {
  registry: Registry;
  /** Counts a request that is over. */
  count(record: RequestRecord): void;
}

export function createMetrics(work: Pick<Work, 'running'>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `s3c_${name}_total`, help, labelNames, registers });
  const runs = counter('runs', 'Runs, by operation and outcome.', 'operation', 'code');
  const rejected = counter('rejected', 'Requests that ran into a limit.', 'limit');
  const requests = counter('http_requests', 'Requests, by method and status.', 'method', 'status');
  const received = counter('http_received_bytes', 'Bytes that clients sent.');
  const sent = counter('http_sent_bytes', 'Bytes that were sent to clients.');
  const moved = counter('transferred_bytes', 'Bytes moved between S3 and files, where counted.', 'operation');
  const durations = new Histogram({
    name: 's3c_run_duration_seconds',
    help: 'How long runs took, answer included.',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers,
  });
  const inFlight: Gauge = new Gauge({
    name: 's3c_runs_in_flight',
    help: 'Runs, uploads and bodies being read.',
    registers,
    collect: () => inFlight.set(work.running),
  });
  const count = (record: RequestRecord) => {
    const { method, operation, status, code, ms } = record;
    requests.inc({ method, status: status ?? 'none' });
    received.inc(record.received);
    sent.inc(record.sent);
    const limit = LIMITS[code];
    if (limit !== undefined) rejected.inc({ limit });
    if (operation === undefined) return;
    runs.inc({ operation, code });
    durations.observe({ operation }, ms / 1000);
    if (record.transferred !== undefined) moved.inc({ operation }, record.transferred);
  };
  return { registry, count };
}
