import { S3Error } from '../errors.ts';
import { ACCELERATION } from './shapes.ts';
import { storedDocument } from './stored.ts';

/** Kept and told. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html */
export const acceleration = storedDocument({
  member: 'acceleration',
  root: 'AccelerateConfiguration',
  shape: ACCELERATION,
  check: (configuration, context) => {
    if (!context.bucketName.includes('.')) return configuration;
    throw new S3Error('InvalidRequest', {
      message: 'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names',
    });
  },
});
