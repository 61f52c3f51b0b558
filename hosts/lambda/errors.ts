import { errorsOf, type CatalogueEntry } from '../../connector/index.ts';
import { limitErrors } from '../shared/limit-errors.ts';

/** What can go wrong between an event and the connector. */
export const lambdaErrors = {
  ...limitErrors,
  event_malformed: {
    category: 'input',
    message: 'The event asks for no operation: {reason}',
    fix: 'Send {"operation": "...", "input": {...}}, with "connection" if it is not the default one.',
    retryable: false,
  },
  body_not_json: {
    category: 'input',
    message: "The message's body is not JSON.",
    fix: 'Send a message whose body is {"operation": "...", "input": {...}}.',
    retryable: false,
  },
  connection_in_event: {
    category: 'input',
    message: 'The event carries a connection, and events are kept and logged in many places.',
    fix: 'Put the connection into the variable S3C_CONNECTIONS of the function, and give its name in the event.',
    retryable: false,
  },
  connection_unknown: {
    category: 'not_found',
    message: 'The function has no connection "{reference}".{suggestion}',
    fix: 'Use the name of a connection in the variable S3C_CONNECTIONS, or none for the default one.',
    retryable: false,
  },
  variable_invalid: {
    category: 'connector',
    message: 'The variable {variable} of the function is not {form}.',
    fix: 'Correct it in the configuration of the function, or in its template.',
    retryable: false,
  },
  read_only: {
    category: 'permission',
    message: '"{operation}" changes data, and this function only reads.',
    fix: 'Have whoever deploys the function leave S3C_READ_ONLY out.',
    retryable: false,
  },
  staging_bucket_missing: {
    category: 'connector',
    message: 'This operation gives a file, and the function has no bucket to keep files in.',
    fix: 'Choose another output (text, base64, json or reference), or set S3C_STAGING_BUCKET.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;

/** Creates an error of the Lambda host. */
export const fail = errorsOf(lambdaErrors);
