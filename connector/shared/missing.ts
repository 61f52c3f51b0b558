/**
 * For `catch`: undefined instead of the error, when S3 says that what was asked for is not there. The answer to a HEAD
 * has no body, so its status is all there is: a missing object and a missing bucket look alike.
 */
export function unlessMissing(error: unknown): undefined {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  if ($metadata?.httpStatusCode !== 404) throw error;
  return undefined;
}
