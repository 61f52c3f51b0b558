import { arnIn, policyOf, TARGET_WORDS, type PolicyTemplate, type Target } from './template.ts';

type Parameters = Target & { account: string; distribution: string };

/** One distribution of CloudFront reads the bucket, which stays private. */
export const cloudFrontOrigin: PolicyTemplate<Parameters> = {
  name: 'cloudfront_origin',
  title: 'CloudFront origin access',
  attach: 'bucket',
  explanation:
    'CloudFront reads the objects for one distribution (origin access control); nobody else may, and Block Public Access stays on. For objects encrypted with a KMS key, its key policy must allow kms:Decrypt to CloudFront likewise.',
  documentation:
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
  parameters: {
    ...TARGET_WORDS,
    account: 'the account of the distribution, 12 digits',
    distribution: 'the id of the distribution',
  },
  example: { bucket: 'media', account: '111122223333', distribution: 'EDFDVBD6EXAMPLE' },
  make: ({ account, distribution, ...target }) => ({
    document: policyOf({
      Sid: 'CloudFrontReads',
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: arnIn(target, '*'),
      Condition: {
        StringEquals: {
          'aws:SourceArn': `arn:${target.partition ?? 'aws'}:cloudfront::${account}:distribution/${distribution}`,
        },
      },
    }),
  }),
};
