import { KIND_WORDS } from '../../src/permissions/index.ts';
import type { Evaluation } from '../../src/permissions/index.ts';

/** Who wanted what. */
export interface Refused {
  /** The principal's ARN. */
  principal: string;
  action: string;
  /** As messages write it, with its preposition: `on resource: "arn:aws:s3:::bucket/key"`. */
  resource: string;
}

/**
 * Why access is denied, in AWS's words:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
export function denialMessage({ principal, action, resource }: Refused, evaluation: Evaluation): string {
  const wanted = [`User: ${principal} is not authorized to perform: ${action}`, resource]
    .filter((part) => part !== '')
    .join(' ');
  return `${wanted} ${reasonOf(evaluation, action)}`;
}

function reasonOf({ reason, kind = 'identity' }: Evaluation, action: string): string {
  const words = KIND_WORDS[kind];
  if (reason !== 'explicit_deny') return `because no ${words} allows the ${action} action`;
  return `with an explicit deny in ${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
}
