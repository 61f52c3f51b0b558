import { partitionOf } from './regions.ts';

/**
 * The host that calls by the ARN of an access point go to; undefined for the name of a bucket. An access point of
 * several regions has none of its own, and one on an Outpost names the Outpost too.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html
 */
export function accessPointHost(bucket: string): string | undefined {
  if (!bucket.startsWith('arn:')) return undefined;
  const [, , service = '', region = '', account, ...resource] = bucket.split(/[:/]/);
  const { dnsSuffix } = partitionOf(region);
  const [kind, name, , pointOfOutpost] = resource;
  if (kind === 'outpost') return `${pointOfOutpost}-${account}.${name}.s3-outposts.${region}.${dnsSuffix}`;
  if (region === '') return `${name}.accesspoint.s3-global.${dnsSuffix}`;
  const place = service === 's3' ? 's3-accesspoint' : service;
  return `${name}-${account}.${place}.${region}.${dnsSuffix}`;
}
