import { evaluate, requestContext } from '../../src/permissions/index.ts';
import type { Evaluation } from '../../src/permissions/index.ts';
import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { policiesOf, principalArn, requesterOf } from '../iam/principals.ts';
import { globalKeys } from './global-keys.ts';
import { ownerOf, resourcePolicy } from './resource-policy.ts';
import { s3Keys } from './s3-keys.ts';
import type { Asked } from './s3-keys.ts';
import { accountOfOwner } from './subjects.ts';
import { denialMessage } from './wording.ts';

/** Decides whether the caller may perform an S3 action on what it is about. */
export function decide(asked: Asked, action: string): Evaluation {
  const { context, subject } = asked;
  const request = {
    requester: requesterOf(context.identity),
    action,
    resource: subject.arn,
    resourceAccount: resourceAccount(asked, action),
    context: requestContext({ ...globalKeys(context), ...s3Keys(asked, action) }),
  };
  return evaluate(request, {
    ...policiesOf(context.identity),
    resource: resourcePolicy(asked, action),
  });
}

function resourceAccount(asked: Asked, action: string): string {
  const owner = ownerOf(asked, action);
  return owner === undefined ? asked.subject.account : accountOfOwner(asked.context, owner);
}

/** The refusal of an action; only callers of the owning account are told why. */
export function denied(asked: Asked, action: string, evaluation: Evaluation): S3Error {
  const { context, subject } = asked;
  const principal = context.identity?.principal;
  const headers = subject.bucket && { 'x-amz-bucket-region': subject.bucket.record.region };
  const accounts = [subject.account, resourceAccount(asked, action)];
  if (principal === undefined || accounts.some((account) => account !== principal.account.id)) {
    return new S3Error('AccessDenied', { headers });
  }
  const resource = subject.arn === 'arn:aws:s3:::*' ? '' : `on resource: "${subject.arn}"`;
  const message = denialMessage({ principal: principalArn(principal), action, resource }, evaluation);
  return new S3Error('AccessDenied', { message, headers });
}

/** The refusal of something public where Block Public Access prevents it. */
export function refusedBy({ identity, bucketName, key }: Context, action: string, setting: string): S3Error {
  const principal = identity === undefined ? 'anonymous' : principalArn(identity.principal);
  const arn = `arn:aws:s3:::${bucketName}${key === '' ? '' : `/${key}`}`;
  return new S3Error('AccessDenied', {
    message: `User: ${principal} is not authorized to perform: ${action} on resource: "${arn}" because ${setting} setting in S3 Block Public Access.`,
  });
}
