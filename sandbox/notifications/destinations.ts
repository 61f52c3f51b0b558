import type { NotificationConfiguration } from '../configuration/shapes.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import { EVENT_TYPES, covers } from './event-types.ts';

/** Where events go, which of them, and for which keys. */
export interface Destination {
  id: string;
  arn: string;
  events: readonly string[];
  prefix: string;
  suffix: string;
}

type Configured = NotificationConfiguration['TopicConfiguration'][number];

/** The three kinds of destinations as one. */
export function destinationsOf(configuration: NotificationConfiguration): Destination[] {
  const { TopicConfiguration, QueueConfiguration, CloudFunctionConfiguration } = configuration;
  return [
    ...TopicConfiguration.map((one) => toDestination(one, one.Topic)),
    ...QueueConfiguration.map((one) => toDestination(one, one.Queue)),
    ...CloudFunctionConfiguration.map((one) => toDestination(one, one.CloudFunction)),
  ];
}

/**
 * Refuses unknown events and filters, ARNs of something else, and two configurations that one event would meet:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
export function checkDestinations(configuration: NotificationConfiguration): void {
  const services = [
    ['sns', configuration.TopicConfiguration.map(({ Topic }) => Topic)],
    ['sqs', configuration.QueueConfiguration.map(({ Queue }) => Queue)],
    ['lambda', configuration.CloudFunctionConfiguration.map(({ CloudFunction }) => CloudFunction)],
  ] as const;
  for (const [service, arns] of services) {
    const wrong = arns.find(
      (arn) => !new RegExp(`^arn:aws[\\w-]*:${service}:[\\w-]*:\\d{12}:\\S+$`).test(arn),
    );
    if (wrong !== undefined) throw invalidArgument('The ARN could not be parsed', 'arn', wrong);
  }
  const destinations = destinationsOf(configuration);
  const unknown = destinations.flatMap(({ events }) => events).find((event) => !EVENT_TYPES.has(event));
  if (unknown !== undefined) {
    throw invalidArgument('The event is not supported for notifications', 'Event', unknown);
  }
  destinations.forEach((one, index) =>
    destinations.slice(index + 1).forEach((other) => refuseOverlap(one, other)),
  );
}

function toDestination(one: Configured | Omit<Configured, 'Topic'>, arn: string): Destination {
  const rules = one.Filter?.S3Key?.FilterRule ?? [];
  const names = rules.map(({ Name }) => Name.toLowerCase());
  const unknown = names.find((name) => name !== 'prefix' && name !== 'suffix');
  if (unknown !== undefined) {
    throw invalidArgument('filter rule name must be either prefix or suffix', 'FilterRule.Name', unknown);
  }
  if (new Set(names).size < names.length) {
    throw new S3Error('InvalidArgument', {
      message: 'Cannot specify more than one prefix or suffix rule in a filter.',
    });
  }
  const valueOf = (name: string) => rules[names.indexOf(name)]?.Value ?? '';
  return { id: one.Id ?? '', arn, events: one.Event, prefix: valueOf('prefix'), suffix: valueOf('suffix') };
}

function refuseOverlap(one: Destination, other: Destination): void {
  const shared = one.events.filter((event) =>
    other.events.some((candidate) => covers(event, candidate) || covers(candidate, event)),
  );
  const samePlaces =
    overlap(one.prefix, other.prefix, 'startsWith') && overlap(one.suffix, other.suffix, 'endsWith');
  if (shared.length === 0 || !samePlaces) return;
  const filtered = [one.prefix, one.suffix, other.prefix, other.suffix].some((part) => part !== '');
  const message = filtered
    ? 'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.'
    : 'Configurations overlap. Configurations on the same bucket cannot share a common event type.';
  throw invalidArgument(message, 'Event', shared.join(', '));
}

function overlap(one: string, other: string, side: 'startsWith' | 'endsWith'): boolean {
  return one[side](other) || other[side](one);
}
