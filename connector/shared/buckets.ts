/**
 * Where to create a bucket. us-east-1 is the default and cannot be named.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html
 */
export const locationConstraint = (region: string) =>
  region === 'us-east-1' ? undefined : { LocationConstraint: region as 'eu-west-1' };
