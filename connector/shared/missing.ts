/** What a HEAD found not to be there. */
export interface Missing {
  missing: true;
  /** True when versions of the object are there, and a delete marker hides them. */
  delete_marker: boolean | undefined;
}

interface Refusal {
  $metadata?: { httpStatusCode?: number };
  $response?: { headers?: Record<string, string> };
}

/**
 * For `catch` behind a HEAD: an answer instead of the error when S3 says that what was asked for is not there. The
 * answer to a HEAD has no body, so its status is all there is: a missing object and a missing bucket look alike.
 */
export function unlessMissing(error: unknown): Missing {
  const { $metadata, $response } = error as Refusal;
  if ($metadata?.httpStatusCode !== 404) throw error;
  return {
    missing: true,
    delete_marker: $response?.headers?.['x-amz-delete-marker'] === 'true' ? true : undefined,
  };
}
