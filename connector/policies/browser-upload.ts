import { policy } from '../permissions/policy.ts';
import { TARGET_WORDS, type PolicyTemplate, type Target } from './template.ts';

type Parameters = Target & { prefix: string; origin: string };

/** Whoever signs uploads for browsers needs the permission itself: a presigned request can do what its signer may. */
export const browserUpload: PolicyTemplate<Parameters> = {
  name: 'browser_upload',
  title: 'Browser upload role',
  attach: 'identity',
  explanation:
    'For the role that presigns uploads: browsers upload under the prefix with what it signed, and the role can do nothing else. The bucket needs the CORS rule for the page that uploads.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/PresignedUrlUploadObject.html',
  parameters: {
    ...TARGET_WORDS,
    prefix: 'what uploaded keys begin with, for example uploads/',
    origin: 'the origin of the page that uploads, for example https://www.example.com',
  },
  example: { bucket: 'media', prefix: 'uploads/', origin: 'https://www.example.com' },
  make: ({ bucket, prefix, origin, partition }) => {
    const calls = [{ operation: 'create_upload_url', scope: { bucket, prefix } }];
    return {
      document: policy({ calls, kind: 'identity', partition }).document,
      settings: {
        CORSConfiguration: {
          CORSRules: [
            {
              AllowedOrigins: [origin],
              AllowedMethods: ['PUT', 'POST'],
              AllowedHeaders: ['*'],
              ExposeHeaders: ['ETag'],
              MaxAgeSeconds: 3000,
            },
          ],
        },
      },
    };
  },
};
