/**
 * Where to create a bucket. us-east-1 is the default and cannot be named.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html
 */
export const locationConstraint = (region: string) =>
  region === 'us-east-1' ? undefined : { LocationConstraint: region as 'eu-west-1' };

/**
 * The region behind what S3 says of a bucket's location: nothing for us-east-1, `EU` for the oldest of Ireland's.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export function regionOfConstraint(constraint: string | undefined): string {
  return constraint === 'EU' ? 'eu-west-1' : constraint || 'us-east-1';
}
