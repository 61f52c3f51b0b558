import { describe, it } from 'vitest';
import { ACCOUNT, BUCKET, OTHER_ACCOUNT, allow, deny, useLaboratory } from './laboratory.ts';
import type { Request, Who } from './laboratory.ts';
import { get, list, remove } from './requests.ts';

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

const laboratory = useLaboratory({
  service_control_policies: {
    [ACCOUNT]: [document(allow('*')), document(deny('s3:DeleteObject'))],
    [OTHER_ACCOUNT]: [document(allow(['s3:GetObject', 'iam:*']))],
  },
});

const DENIED = 'denied by service control policy';

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
describe('service control policies', () => {
  it.each<[string, Who, Request, string]>([
    ['let pass what they allow', 'bob', get(), 'allowed'],
    ['deny what the user may do', 'bob', remove(), DENIED],
    ['deny it to an administrator', 'administrator', remove(), DENIED],
    ['deny it to the root user', 'root', remove(), DENIED],
    ['allow a user of their account what the bucket allows as well', 'stranger', get(), 'allowed'],
    ['keep from a user of their account what they do not allow', 'stranger', list(), 'AccessDenied'],
    ['say nothing to somebody of no account', 'nobody', list(), 'allowed'],
  ])('%s', async (_, who, request, expected) => {
    const Resource = [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`];
    const bucket = [allow(['s3:GetObject', 's3:ListBucket'], { Principal: '*', Resource })];
    await laboratory.enact(who, { identity: [allow('s3:*')], bucket });
    await laboratory.expectOutcome(who, request, expected);
  });

  it('give nothing', async () => {
    await laboratory.enact('bob', {});
    await laboratory.expectOutcome('bob', get(), 'no identity-based policy');
  });
});
