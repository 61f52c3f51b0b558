/** What a call that was made to see whether it is allowed has shown. */
export interface Answer {
  decision: 'allowed' | 'denied' | 'unknown';
  /** Why it shows nothing, in words. */
  note?: string;
}

interface Failure {
  name: string;
  $metadata?: { httpStatusCode?: number };
}

const REASONS: Readonly<Record<number, string>> = {
  307: 'S3 sends calls without a signature elsewhere',
  404: 'there is no such object',
  405: 'the server does not take the call',
  501: 'the server does not know the call',
};

/**
 * Makes a call for its answer's sake: AccessDenied is an answer too. What says something else of the connection, the
 * bucket or the network is thrown, as any operation would. The answer to a HEAD has no body, so its status must do.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export async function answerOf(call: Promise<unknown>, isHead = false): Promise<Answer> {
  try {
    await call;
    return { decision: 'allowed' };
  } catch (error) {
    const { name, $metadata: { httpStatusCode: status = 0 } = {} } = error as Failure;
    if (name === 'AccessDenied' || (isHead && status === 403)) return { decision: 'denied' };
    // A bucket that is missing is no matter of permissions: whoever named it must hear of it.
    const note = name === 'NoSuchBucket' ? undefined : REASONS[status];
    if (note === undefined) throw error;
    return { decision: 'unknown', note };
  }
}
