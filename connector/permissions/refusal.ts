/** What AWS says of a call that it refused, as far as it says it. */
export interface Refusal {
  principal?: string;
  action?: string;
  resource?: string;
  /** Whether a statement denies it; otherwise none allows it. */
  explicit_deny?: boolean;
  /** The kind of policy that it was: `identity-based policy`, `VPC endpoint policy` ... */
  policy?: string;
}

/**
 * Reads the message of an AccessDenied. Within an account it names the kind of policy; across accounts it says only
 * "Access Denied".
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html#access-denied-message-examples
 */
export function readRefusal(message: string): Refusal {
  const found = {
    principal: /\bUser: (\S+) is not authorized/.exec(message)?.[1],
    action: /not authorized to perform: (\S+)/.exec(message)?.[1],
    // A key may have blanks and quotes; those around the ARN are followed by what comes next.
    resource: /on resource: (?:"(.*)"(?= because | with |$)|(\S+))/s.exec(message)?.slice(1).find(Boolean),
    explicit_deny: / with an explicit deny in an? /.test(message) ? true : undefined,
    policy: /(?:with an explicit deny in an?|because no) ([\w -]+?policy|permissions boundary)\b/.exec(
      message,
    )?.[1],
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
