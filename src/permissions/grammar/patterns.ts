import { hasBrokenVariable, templateOf } from '../matching/template.ts';
import type { Reading } from './report.ts';

/** `service:Action`, with wildcards in the action only, or `*`. */
const ACTION = /^(\*|[A-Za-z0-9-]+:[\w*?-]+)$/;

export function checkAction(text: string, path: string, reading: Reading): void {
  if (ACTION.test(text)) return;
  const service = text.split(':')[0] ?? '';
  if (text.includes(':') && /[*?]/.test(service)) {
    reading.note(path, `"${text}" has a wildcard in the service.`, 'Name the service, for example s3:Get*.');
  } else {
    reading.note(path, `"${text}" is no action.`, 'Write service:Action, for example s3:GetObject, or *.');
  }
}

const ARN_FORM = 'arn:partition:service:region:account:resource';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
export function checkResource(text: string, path: string, reading: Reading): void {
  if (text === '*') return;
  if (!checkVariables(text, path, reading)) return;
  const [head = '', ...variables] = constantTexts(text, reading.hasVariables);
  const [prefix, partition = '', service = '', ...others] = head.split(':');
  if (prefix !== 'arn') {
    reading.note(path, `"${text}" is no ARN.`, `Write ${ARN_FORM}, or *.`);
  } else if (!/^[a-z0-9*?-]+$/.test(partition)) {
    reading.note(
      path,
      `"${text}" has no valid partition.`,
      'Write arn:aws:, arn:aws-cn: or arn:aws-us-gov: first.',
    );
  } else if (/[*?]/.test(service)) {
    reading.note(
      path,
      `"${text}" has a wildcard in the service.`,
      'Name the service, for example arn:aws:s3:::*.',
    );
  } else if (service !== '' && !/^[a-z0-9-]+$/.test(service)) {
    reading.note(
      path,
      `"${text}" has no valid service.`,
      'Write the service in small letters, for example s3.',
    );
  } else if (variables.length > 0 && others.length < 3) {
    reading.note(
      path,
      `"${text}" has a variable before its fifth colon.`,
      'Use variables in the last part only.',
    );
  } else if (!isComplete(head, others, variables.length > 0)) {
    reading.note(path, `"${text}" lacks parts of an ARN.`, `Write all of ${ARN_FORM}.`);
  }
}

/** A star at the end stands for the parts that are left out. */
function isComplete(head: string, others: readonly string[], goesOn: boolean): boolean {
  if (others.length === 0) return false;
  return others.length < 3 ? head.endsWith('*') : goesOn || others.slice(2).join(':') !== '';
}

/** Notes a `${` without a variable; true if all is well. */
export function checkVariables(text: string, path: string, reading: Reading): boolean {
  if (!reading.hasVariables || !hasBrokenVariable(text)) return true;
  const message = `"${text}" has a broken variable.`;
  reading.note(path, message, "Write ${key} or ${key, 'default'}; for a dollar sign write ${$}.");
  return false;
}

/** The text up to the first variable, and after it. */
function constantTexts(text: string, hasVariables: boolean): string[] {
  const parts = templateOf(text, hasVariables);
  const first = parts.findIndex((part) => 'variable' in part);
  const textOf = (some: typeof parts) => some.map((part) => ('text' in part ? part.text : '')).join('');
  return first === -1 ? [textOf(parts)] : [textOf(parts.slice(0, first)), textOf(parts.slice(first))];
}
