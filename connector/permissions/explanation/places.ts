import type { Policy, Statement } from '../../../src/permissions/index.ts';
import { touchesBuckets } from './actions.ts';

/** A part of S3 that a policy speaks of, as its patterns name it. */
export interface PolicyPlace {
  partition: string;
  /** A bucket's name, or a pattern of some. */
  bucket: string;
  /** A pattern of keys; left out where the policy speaks of the bucket alone. */
  keys?: string;
}

const EVERYWHERE: PolicyPlace = { partition: 'aws', bucket: '*', keys: '*' };

/** The parts of S3 in which a policy allows something, each once; keys beside their bucket. */
export function placesOf({ statements }: Policy): PolicyPlace[] {
  const allowing = statements.filter((each) => each.effect === 'Allow' && touchesBuckets(each));
  const places = allowing.flatMap(placesOfStatement);
  const withKeys = places.filter(({ keys }) => keys !== undefined);
  // A bucket is a place of its own only where none of its keys is one.
  const bare = places.filter(
    (place) => place.keys === undefined && !withKeys.some(({ bucket }) => bucket === place.bucket),
  );
  const all = [...withKeys, ...bare];
  return all.filter((place, index) => all.findIndex((other) => nameOf(other) === nameOf(place)) === index);
}

function placesOfStatement({ resources }: Statement): PolicyPlace[] {
  if (resources === undefined || resources.negated) return [EVERYWHERE];
  return resources.values.flatMap((value) => placeOfPattern(value) ?? []);
}

function placeOfPattern(value: string): PolicyPlace | undefined {
  if (/^\*+$/.test(value)) return EVERYWHERE;
  const [, partition = '', path = ''] = /^arn:([^:]*):s3:[^:]*:[^:]*:(.*)$/s.exec(value) ?? [];
  if (path === '') return undefined;
  const slash = path.indexOf('/');
  if (slash >= 0) return { partition, bucket: path.slice(0, slash), keys: path.slice(slash + 1) };
  // Without a slash, a star at the end reaches into the keys as well.
  return { partition, bucket: path, ...(path.endsWith('*') ? { keys: '*' } : {}) };
}

/** `media/public/*`; the bucket alone where the policy says nothing of its keys. */
export const nameOf = ({ bucket, keys }: PolicyPlace): string =>
  keys === undefined ? bucket : `${bucket}/${keys}`;
