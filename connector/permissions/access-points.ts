const BEHIND =
  'Through an access point, the bucket behind it must allow the call as well: in its own policy, or by leaving access to its access points.';
const BY_ARN =
  'Policies name an access point by its ARN; what they say of its alias is said of no resource. Give the ARN.';

/**
 * What to know of calls through access points: "both the access point and the underlying bucket must permit the request".
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 * @param buckets what calls name as their buckets
 */
export const notesOnAccessPoints = (buckets: readonly string[]): string[] => [
  ...(buckets.some((bucket) => bucket.startsWith('arn:')) ? [BEHIND] : []),
  ...(buckets.some((bucket) => bucket.endsWith('-s3alias')) ? [BY_ARN] : []),
];
