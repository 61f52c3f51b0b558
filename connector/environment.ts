import { VERSION } from './version.gen.ts';

const userAgent: [string, string][] = [
  ['aws-s3-connector', VERSION],
  ['lang/js', ''],
];

/**
 * Everything the SDK would otherwise read from environment variables and ~/.aws. Given here, none of it is looked up:
 * what a run does depends on its connection alone.
 */
export const closedToTheEnvironment = {
  ignoreConfiguredEndpointUrls: true,
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  maxAttempts: 4,
  retryMode: 'standard',
  defaultsMode: 'standard',
  authSchemePreference: [] as string[],
  sigv4aSigningRegionSet: [] as string[],
  userAgentAppId: async () => undefined,
  // What CloudTrail shows of the caller; the SDK's own would add what AWS_EXECUTION_ENV says.
  defaultUserAgentProvider: async () => userAgent,
} as const;
