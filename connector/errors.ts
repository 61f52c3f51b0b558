import { errorsOf, runtimeErrors } from '../src/index.ts';
import { accessErrors } from './errors/access.ts';
import { policyErrors } from './errors/policies.ts';
import { requestErrors } from './errors/requests.ts';
import { resourceErrors } from './errors/resources.ts';
import { serviceErrors } from './errors/service.ts';

/**
 * What can go wrong at S3, by code. S3's own codes stand here in snake_case (`NoSuchKey` -> `no_such_key`), so that an
 * error that is not listed is named the same way. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export const s3Errors = {
  ...accessErrors,
  ...requestErrors,
  ...policyErrors,
  ...resourceErrors,
  ...serviceErrors,
};

/** Everything that can leave the connector. */
export const catalogue = { ...runtimeErrors, ...s3Errors };

/** Creates an error of this connector from the catalogue. */
export const fail = errorsOf(catalogue);
