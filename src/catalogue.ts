import { errorsOf, type CatalogueEntry } from './errors.ts';

/** What can go wrong in the runtime itself, whatever the service. A connector adds its service's own errors. */
export const runtimeErrors = {
  operation_unknown: {
    category: 'input',
    message: 'There is no operation named "{operation}".{suggestion}',
    fix: 'Choose one of the operations that the connector lists.',
    retryable: false,
  },
  connection_invalid: {
    category: 'auth',
    message: 'The connection is not usable: {problems}',
    fix: '{fixes}',
    retryable: false,
  },
  ambient_credentials_refused: {
    category: 'auth',
    message:
      'This connection asks for the credentials of the machine that runs the workflow, and the host does not allow that.',
    fix: 'Use an access key or a role, or have the host create the connector with allowAmbientCredentials.',
    retryable: false,
  },
  region_required: {
    category: 'region',
    message: 'No region is given: neither the input nor the connection names one.',
    fix: 'Set "region" in the input, or a default region in the connection, to the region the bucket is in.',
    retryable: false,
  },
  region_auto: {
    category: 'region',
    message: '"auto" is not a region: requests are signed for the one region the bucket is in.',
    fix: 'Choose the region the bucket is in. If it is not known, choose us-east-1: the answer then names the right one.',
    retryable: false,
  },
  region_unknown: {
    category: 'region',
    message: '"{region}" is not a region.{suggestion}',
    fix: 'Choose the region the bucket is in, for example us-east-1.',
    retryable: false,
  },
  input_invalid: {
    category: 'input',
    message: '{problems}',
    fix: '{fixes}',
    retryable: false,
  },
  permission_row_missing: {
    category: 'connector',
    message: 'The operation "{operation}" declares no permissions, so it may not run.',
    fix: 'Report this: every operation must have a row in the permission table.',
    retryable: false,
  },
  outside_connection_limits: {
    category: 'permission',
    message: 'This connection is limited to {allowed}, and {field} is "{value}".',
    fix: 'Use a bucket and a key within these limits, or a connection that allows this one.',
    retryable: false,
  },
  output_invalid: {
    category: 'connector',
    message: 'The call was made, but its answer does not have the promised shape: {problems}{effect}',
    fix: 'Report this with the operation name and the fields named here; do not run a write again before looking at its effect.',
    retryable: false,
  },
  policy_invalid: {
    category: 'input',
    message: 'This is no valid {kind}: {problems}',
    fix: '{fixes}',
    retryable: false,
  },
  setup_invalid: {
    category: 'connector',
    message: 'The connector is set up wrongly: {problem}',
    fix: '{fix}',
    retryable: false,
  },
  file_url_refused: {
    category: 'input',
    message: "The file's address is refused: {reason}",
    fix: 'Give a file object whose "url" is a public https address, or have the host allow its origin.',
    retryable: false,
  },
  file_expired: {
    category: 'input',
    message: 'The file "{name}" has expired: its link was valid until {expires}.',
    fix: 'Produce the file again in an earlier step and run this step soon after it.',
    retryable: false,
  },
  file_unreadable: {
    category: 'input',
    message: 'The file "{name}" cannot be read: {reason}',
    fix: 'Check that the file still exists and that its link works, then run the step again.',
    retryable: false,
  },
  file_too_large: {
    category: 'input',
    message: 'The file "{name}" is larger than the {limit} bytes allowed here.',
    fix: 'Use a smaller file, or have the host raise its file size limit.',
    retryable: false,
  },
  file_interrupted: {
    category: 'network',
    message: 'Reading the file "{name}" stopped before its end: {reason}',
    fix: 'Run the step again; nothing was stored.',
    retryable: true,
  },
  file_store_failed: {
    category: 'connector',
    message: 'The file "{name}" could not be kept: {reason}',
    fix: 'Have whoever runs the connector look at its file store (space, permissions), then run the step again.',
    retryable: false,
  },
  file_store_full: {
    category: 'connector',
    message: 'The file "{name}" could not be kept: the host keeps {limit} bytes of files at most.',
    fix: 'Run the step again when earlier files have expired, or have the host raise its limit.',
    retryable: true,
  },
  file_store_missing: {
    category: 'connector',
    message: 'This operation gives a file, and the host has given the connector nowhere to keep files.',
    fix: 'Choose another output (text, base64, json or reference), or create the connector with a fileStore.',
    retryable: false,
  },
  cancelled: {
    category: 'input',
    message: 'The run was cancelled.',
    fix: 'Run it again when it is wanted.',
    retryable: true,
  },
  deadline_exceeded: {
    category: 'network',
    message: 'The run did not end within its deadline.',
    fix: 'Give it more time, or do less in one run.',
    retryable: true,
  },
  unexpected: {
    category: 'connector',
    message: 'Something failed that should not: {reason}',
    fix: 'Report this with the operation name and the input, without secrets.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;

/** Creates a runtime error from the catalogue. */
export const fail = errorsOf(runtimeErrors);
