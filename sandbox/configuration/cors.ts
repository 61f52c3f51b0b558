import { S3Error } from '../errors.ts';
import { CORS } from './shapes.ts';
import type { CorsConfiguration } from './shapes.ts';
import { storedDocument } from './stored.ts';

const METHODS: ReadonlySet<string> = new Set(['GET', 'PUT', 'POST', 'DELETE', 'HEAD']);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
export const cors = storedDocument({
  member: 'cors',
  root: 'CORSConfiguration',
  shape: CORS,
  missing: 'NoSuchCORSConfiguration',
  check: checkCors,
});

function checkCors(configuration: CorsConfiguration): CorsConfiguration {
  for (const { AllowedMethod, AllowedOrigin, AllowedHeader } of configuration.CORSRule) {
    const unknown = AllowedMethod.find((method) => !METHODS.has(method));
    if (unknown !== undefined) {
      throw refused(`Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`);
    }
    refuseWildcards('AllowedOrigin', AllowedOrigin);
    refuseWildcards('AllowedHeader', AllowedHeader);
  }
  return configuration;
}

function refuseWildcards(name: string, patterns: readonly string[]): void {
  const found = patterns.find((pattern) => pattern.split('*').length > 2);
  if (found !== undefined) throw refused(`${name} "${found}" can not have more than one wildcard.`);
}

function refused(message: string): S3Error {
  return new S3Error('InvalidRequest', { message });
}
