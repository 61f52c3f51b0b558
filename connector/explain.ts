import { fillIn, type Circumstances, type ErrorFacts, type Host } from '../src/index.ts';
import { calledAt } from './called.ts';
import { codeOf, readFailure, rightRegion, type Code, type Failure } from './classify.ts';
import type { S3Connection } from './connection.ts';
import { catalogue } from './errors.ts';
import { endpointOf } from './location.ts';
import { adviceOn, neededFor } from './permissions/advice.ts';

/** Words a failure of S3, of STS or of the way there; undefined for what is neither. */
export function explain(error: unknown, circumstances: Circumstances, host: Host): ErrorFacts | undefined {
  if (!(error instanceof Error)) return undefined;
  const failure = readFailure(error);
  const connection = circumstances.connection as S3Connection;
  const region = String(
    (circumstances.given as { region?: string } | undefined)?.region ?? connection.region,
  );
  const code = codeOf(failure, circumstances, region);
  if (code === undefined) return undefined;
  const entry = catalogue[code];
  const values = {
    reason: reasonOf(failure),
    region,
    right_region: rightRegion(failure),
    host: failure.host ?? calledAt(error) ?? endpointOf(connection, region),
  };
  return {
    ...entry,
    code,
    message: fillIn(entry.message, values),
    fix: fillIn(entry.fix, values),
    ...(failure.status === undefined ? {} : { status: failure.status }),
    ...(failure.request_id === undefined ? {} : { request_id: failure.request_id }),
    details: detailsOf(code, failure, circumstances, region, host),
  };
}

/** Ceph leaves the message empty, which the SDK makes an "UnknownError" of. */
const reasonOf = ({ name, message }: Failure) =>
  message === '' || message === 'UnknownError' ? `it says ${name} and no more.` : message;

function detailsOf(
  code: Code,
  failure: Failure,
  circumstances: Circumstances,
  region: string,
  host: Host,
): Record<string, unknown> {
  const service = failure.status === undefined ? {} : { s3_code: failure.name, s3_message: failure.message };
  if (code === 'wrong_region') return { ...service, region: rightRegion(failure) };
  if (catalogue[code].category !== 'permission') return service;
  if (code !== 'access_denied' && code !== 'object_missing_or_hidden')
    return { ...service, needed: neededFor(circumstances.operation, circumstances.given, region, host) };
  const connection = circumstances.connection as S3Connection;
  return { ...service, ...adviceOn(failure.message, circumstances, connection, region, host) };
}
