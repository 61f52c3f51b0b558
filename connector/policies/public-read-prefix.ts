import { literal } from '../permissions/resources.ts';
import { arnIn, policyOf, TARGET_WORDS, type PolicyTemplate, type Target } from './template.ts';

type Parameters = Target & { prefix: string };

/** Everyone may read what is under a prefix, and only that. */
export const publicReadPrefix: PolicyTemplate<Parameters> = {
  name: 'public_read_prefix',
  title: 'Public read for a prefix',
  attach: 'bucket',
  explanation:
    'Everyone may download the objects under the prefix by their plain address, and nothing else: nobody can list them. Block Public Access of the bucket and of the account must let public policies through; public ACLs stay blocked.',
  documentation:
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  parameters: { ...TARGET_WORDS, prefix: 'what public keys begin with, for example public/' },
  example: { bucket: 'media', prefix: 'public/' },
  make: ({ prefix, ...target }) => ({
    document: policyOf({
      Sid: 'PublicRead',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: arnIn(target, `${literal(prefix)}*`),
    }),
    settings: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    },
  }),
};
