import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import { invalidArgument } from '../errors.ts';
import { NOTIFICATION } from './shapes.ts';
import type { NotificationConfiguration } from './shapes.ts';
import { checkDestinations, destinationsOf } from '../notifications/destinations.ts';
import { storedDocument } from './stored.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html: an empty one turns notifications off. */
export const notification = storedDocument({
  member: 'notification',
  root: 'NotificationConfiguration',
  shape: NOTIFICATION,
  check: async (configuration, context) => {
    const named = withIds(configuration);
    checkDestinations(named);
    if (context.header('x-amz-skip-destination-validation')?.toLowerCase() !== 'true') {
      await validateDestinations(named, context);
    }
    return named;
  },
});

/** Each destination must be there; queues and topics get a test message. */
async function validateDestinations(
  configuration: NotificationConfiguration,
  context: Context,
): Promise<void> {
  const { events } = context.surroundings;
  const arns = new Set(destinationsOf(configuration).map(({ arn }) => arn));
  const found = await Promise.all(
    [...arns].map(async (arn) => [arn, await events.test(context, arn)] as const),
  );
  const missing = found.filter(([, isThere]) => !isThere).map(([arn]) => arn);
  if (missing.length === 0) return;
  const message = 'Unable to validate the following destination configurations';
  throw invalidArgument(
    message,
    missing.join(', '),
    'The destination does not exist or took no test message',
  );
}

/** S3 names the configurations that have no name. */
function withIds(configuration: NotificationConfiguration): NotificationConfiguration {
  const named = <One extends { Id: string | undefined }>(one: One): One => ({
    ...one,
    Id: one.Id ?? randomUUID(),
  });
  return {
    ...configuration,
    TopicConfiguration: configuration.TopicConfiguration.map(named),
    QueueConfiguration: configuration.QueueConfiguration.map(named),
    CloudFunctionConfiguration: configuration.CloudFunctionConfiguration.map(named),
  };
}
