import { S3Error, invalidArgument } from '../errors.ts';
import { WEBSITE } from './shapes.ts';
import type { WebsiteConfiguration } from './shapes.ts';
import { storedDocument } from './stored.ts';

/** Kept and told; there is no website endpoint. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
export const website = storedDocument({
  member: 'website',
  root: 'WebsiteConfiguration',
  shape: WEBSITE,
  missing: 'NoSuchWebsiteConfiguration',
  check: checkWebsite,
});

function checkWebsite(configuration: WebsiteConfiguration): WebsiteConfiguration {
  const { RedirectAllRequestsTo, IndexDocument, ErrorDocument, RoutingRules } = configuration;
  const serves = [IndexDocument, ErrorDocument, RoutingRules].some((part) => part !== undefined);
  if (RedirectAllRequestsTo !== undefined && serves) throw new S3Error('MalformedXML');
  if (RedirectAllRequestsTo !== undefined) return configuration;
  const suffix = IndexDocument?.Suffix;
  if (suffix === undefined)
    throw invalidArgument(
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
      'IndexDocument',
      'null',
    );
  if (suffix === '' || suffix.includes('/'))
    throw invalidArgument('The IndexDocument Suffix is not well formed', 'IndexDocument', suffix);
  return configuration;
}
