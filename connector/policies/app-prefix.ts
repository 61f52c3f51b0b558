import { policy } from '../permissions/policy.ts';
import { TARGET_WORDS, type PolicyTemplate, type Target } from './template.ts';

type Parameters = Target & { prefix: string };

const OPERATIONS = [
  'list_bucket_objects',
  'get_object',
  'head_object',
  'put_object_text',
  'put_object_file',
  'delete_object',
];

/** An application that has a part of a bucket for itself. */
export const appPrefix: PolicyTemplate<Parameters> = {
  name: 'app_prefix',
  title: 'Application role on a prefix',
  attach: 'identity',
  explanation:
    'The application lists, reads, writes and deletes under its prefix, and neither sees nor touches the rest of the bucket. Failed multipart uploads are cleared away.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html',
  parameters: { ...TARGET_WORDS, prefix: "what the application's keys begin with, for example app/" },
  example: { bucket: 'media', prefix: 'app/' },
  make: ({ bucket, prefix, partition }) => {
    const scope = { bucket, prefix };
    const calls = OPERATIONS.map((operation) => {
      const include = operation === 'put_object_file' ? ['s3:AbortMultipartUpload'] : [];
      return { operation, scope: { ...scope, include } };
    });
    return { document: policy({ calls, kind: 'identity', partition }).document };
  },
};
