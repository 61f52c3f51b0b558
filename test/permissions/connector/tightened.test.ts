import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tighten } from '../../../connector/permissions/explanation/tightened.ts';
import { explain } from '../../../connector/permissions/index.ts';
import { evaluate, parsePolicy, requestContext } from '../../../src/permissions/index.ts';

const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const policyOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const MEDIA = ['arn:aws:s3:::media', 'arn:aws:s3:::media/*'];

/** How far each operation is allowed. */
const coverage = (document: object) =>
  Object.fromEntries(explain(document).operations.map(({ operation, allowed }) => [operation, allowed]));

const allows = (document: object, action: string, resource: string) => {
  const account = '111122223333';
  const requester = { kind: 'user' as const, arn: `arn:aws:iam::${account}:user/bob`, account };
  const asked = { requester, action, resource, resourceAccount: account, context: requestContext({}) };
  const identity = [{ name: 'policy', policy: parsePolicy(document, 'identity') }];
  return evaluate(asked, { identity }).decision === 'allowed';
};

describe('a tightened policy', () => {
  it('has the actions that operations use in the place of a wildcard', () => {
    const { document, operations, kept } = tighten(policyOf(allow('s3:Get*', 'arn:aws:s3:::media/a/*')));
    expect(operations).toEqual(['get_object', 'get_object_signed_url', 'head_object']);
    expect(document.Statement).toEqual([
      expect.objectContaining({
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: 'arn:aws:s3:::media/a/*',
      }),
    ]);
    expect(kept).toEqual([]);
  });

  it('is confined to a bucket and a prefix, its listings too', () => {
    const wide = policyOf(allow(['s3:GetObject', 's3:ListBucketVersions'], '*'));
    const { document } = tighten(wide, { bucket: 'media', prefix: 'what*/' });
    expect(document.Statement).toMatchObject([
      {
        Action: 's3:ListBucketVersions',
        Condition: { StringLike: { 's3:prefix': 'what${*}/*' } },
        Resource: 'arn:aws:s3:::media',
      },
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::media/what${*}/*' },
    ]);
  });

  it('leaves what denies, or has a condition, a variable or a NotResource, as it was', () => {
    const Condition = { Bool: { 'aws:SecureTransport': 'true' } };
    const others = [
      { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::media/secret/*' },
      allow('s3:*', '*', { Condition, Sid: 'ReadObjects' }),
      allow('s3:*', 'arn:aws:s3:::media/${aws:username}/*'),
      { Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::media/secret/*' },
    ];
    const { document, kept } = tighten(policyOf(allow('s3:Get*', MEDIA), ...others));
    expect(kept).toEqual([1, 2, 3, 4]);
    expect(document.Statement.slice(-4)).toEqual(others.map((each) => ({ ...each, Sid: undefined })));
  });

  it('grants no more where a pattern is narrower than another one', () => {
    const narrow = policyOf(allow('s3:GetObject', 'arn:aws:s3:::media/?'), allow('s3:PutObject', MEDIA));
    expect(allows(tighten(narrow).document, 's3:GetObject', 'arn:aws:s3:::media/ab')).toBe(false);
  });

  it('names the keys of KMS that the policy names', () => {
    const key = 'arn:aws:kms:us-east-1:111122223333:key/1';
    const { document } = tighten(policyOf(allow('s3:Put*', MEDIA), allow('kms:*', key)));
    expect(document.Statement).toContainEqual(
      expect.objectContaining({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: key }),
    );
  });

  const resources = [
    '*',
    'arn:aws:s3:::*',
    'arn:aws:s3:::media',
    'arn:aws:s3:::media/*',
    'arn:aws:s3:::m*/a/*',
  ];
  const actions = ['*', 's3:*', 's3:Get*', 's3:*Object', 's3:ListBucket', 's3:ListAllMyBuckets', 'kms:*'];
  const statement = fc
    .tuple(
      fc.constantFrom('Allow', 'Allow', 'Deny'),
      fc.constantFrom('Action', 'Action', 'NotAction'),
      fc.subarray(actions, { minLength: 1, maxLength: 2 }),
      fc.subarray(resources, { minLength: 1, maxLength: 2 }),
    )
    .map(([Effect, name, values, Resource]) => ({ Effect, [name]: values, Resource }));
  // The list of buckets is on no resource: S3 decides by this one.
  const calls = [
    ['s3:ListAllMyBuckets', 'arn:aws:s3:::*'],
    ...['s3:ListBucket', 's3:PutBucketPolicy'].flatMap((action) => [
      [action, MEDIA[0]],
      [action, 'arn:aws:s3:::more'],
    ]),
    ...['s3:GetObject', 's3:PutObjectAcl'].flatMap((action) =>
      ['media/a/b', 'media/k', 'more/a/b', 'other/k'].map((path) => [action, `arn:aws:s3:::${path}`]),
    ),
  ] as [string, string][];

  it('allows the same operations, and nothing that the policy did not allow', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (statements) => {
        const before = policyOf(...statements);
        const { document } = tighten(before);
        // A policy must have a statement: where there is none, nothing was allowed either.
        if (document.Statement.length === 0) {
          expect(Object.values(coverage(before)).filter((allowed) => allowed !== 'none')).toEqual([]);
          return;
        }
        const more = calls.filter((call) => allows(document, ...call) && !allows(before, ...call));
        expect(more).toEqual([]);
        expect(coverage(document)).toEqual(coverage(before));
      }),
      { numRuns: 300 },
    );
  });
});
