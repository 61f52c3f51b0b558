/**
 * What checking a call costs, in microseconds of CPU, after the policies are read for the first time: a call with
 * several actions against 10 policies of 5 statements each, wildcards, variables and conditions among them.
 */
import { check, type CheckRequest } from '../connector/permissions/index.ts';
import { cpuPerCall, inTurns, median, print } from './support.ts';

const CALLS = 20_000;
const LIMIT = 50;

/** Five statements of which a call on the bucket `media` has to look at every one. */
const policyOf = (number: number) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: `arn:aws:s3:::team-${number}/*` },
    {
      Effect: 'Allow',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::media/home-${number}/\${aws:username}/*`,
    },
    {
      Effect: 'Allow',
      Action: 's3:*',
      Resource: 'arn:aws:s3:::media/*',
      Condition: { StringLike: { 'aws:PrincipalTag/team': `team-${number}*` } },
    },
    {
      Effect: 'Deny',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::media', 'arn:aws:s3:::media/*'],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    { Effect: 'Deny', NotAction: ['s3:*', 'kms:*'], Resource: '*' },
  ],
});
const last = { Effect: 'Allow', Action: ['s3:PutObject*', 'kms:*'], Resource: '*' };
const policies = Array.from({ length: 10 }, (_, number) => policyOf(number));
policies[9]?.Statement.splice(0, 1, last);

const request: CheckRequest = {
  operation: 'put_object_text',
  input: { bucket_name: 'media', object_path: 'reports/2026/may.csv', text: 'x', tags: { team: 'a' } },
  identityPolicies: policies,
  principal: 'arn:aws:iam::111122223333:user/bob',
  context: { 'aws:PrincipalTag/team': 'none' },
};

const calls: Record<string, CheckRequest> = {
  'put_object_text with tags': request,
  get_object: { ...request, operation: 'get_object', input: { bucket_name: 'media', object_path: 'a' } },
  'put_object_text with any KMS key': {
    ...request,
    input: { bucket_name: 'media', object_path: 'a', encryption: 'aws:kms' },
  },
};
const results = await inTurns(
  9,
  Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      () => cpuPerCall(CALLS, () => Promise.resolve(check(call))),
    ]),
  ),
);
const rows = Object.entries(results).map(([name, values]): [string, number] => [name, median(values)]);
print('check() against 10 policies, 50 statements (median of 9 rounds)', ['', 'microseconds'], rows);
const slowest = Math.max(...rows.map(([, microseconds]) => microseconds));
console.log(slowest < LIMIT ? `All below ${LIMIT} microseconds.` : `NOT BELOW ${LIMIT} MICROSECONDS.`);
if (slowest >= LIMIT) process.exitCode = 1;
