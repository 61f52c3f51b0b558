/** What a staging store does with its files: it keeps them, signs links to them, and clears away what failed. */
const ACTIONS = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'];

/** What keeping files in a staging bucket needs. */
export const stagingPolicy = (
  { bucket, prefix = 'files/' }: { bucket: string; prefix?: string },
  partition = 'aws',
) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'StagingFiles',
      Effect: 'Allow',
      Action: ACTIONS,
      Resource: `arn:${partition}:s3:::${bucket}/${prefix}*`,
    },
  ],
});
