import { describe, it } from 'vitest';
import { BUCKET, OBJECTS, allow, deny, useLaboratory } from './laboratory.ts';
import type { Request, Statement } from './laboratory.ts';
import { copy, get, head, list, listBuckets, put, remove, tagsOf } from './requests.ts';

const laboratory = useLaboratory();

const NONE = 'no identity-based policy';
const DENIED = 'denied by identity-based policy';
const on = (Action: string, Resource: string | string[]) => allow(Action, { Resource });
const object = (name: string) => `arn:aws:s3:::${BUCKET}/${name}`;
const notAction = (Effect: string, NotAction: string | string[]): Statement => ({
  Effect,
  NotAction,
  Resource: '*',
});
const notResource = (Effect: string, NotResource: string | string[]): Statement => ({
  Effect,
  Action: 's3:*',
  NotResource,
});

const verify = async (identity: readonly Statement[], request: Request, expected: string) => {
  await laboratory.enact('bob', { identity });
  await laboratory.expectOutcome('bob', request, expected);
};

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
describe('an action', () => {
  it.each<[string, string | string[], Request, string]>([
    ['the same', 's3:GetObject', get(), 'allowed'],
    ['in other case', 's3:getobject', get(), 'allowed'],
    ['another', 's3:PutObject', get(), NONE],
    ['everything', '*', get(), 'allowed'],
    ['everything of S3', 's3:*', get(), 'allowed'],
    ['everything of another service', 'ec2:*', get(), NONE],
    ['one of several', ['s3:PutObject', 's3:GetObject'], get(), 'allowed'],
    ['none of several', ['s3:PutObject', 's3:DeleteObject'], get(), NONE],
    ['a star at the end', 's3:Get*', get(), 'allowed'],
    ['a star at the end, another verb', 's3:Get*', put(), NONE],
    ['a star at the end, of tags too', 's3:GetObject*', tagsOf(), 'allowed'],
    ['no star', 's3:GetObject', tagsOf(), NONE],
    ['a star in the middle', 's3:*Object', put(), 'allowed'],
    ['a star that stops before tags', 's3:*Object', tagsOf(), NONE],
    ['question marks', 's3:???Object', put(), 'allowed'],
    ['too few question marks', 's3:??Object', put(), NONE],
    ['the one for HEAD is that for GET', 's3:GetObject', head(), 'allowed'],
    ['there is none for HEAD', 's3:HeadObject', head(), '403'],
    ['the one for listing is ListBucket', 's3:ListBucket', list(), 'allowed'],
    ['there is no ListObjects', 's3:ListObjects', list(), NONE],
    ['the one for buckets is ListAllMyBuckets', 's3:ListAllMyBuckets', listBuckets, 'allowed'],
    ['there is no ListBuckets', 's3:ListBuckets', listBuckets, NONE],
    ['a version needs another one', 's3:GetObjectVersion', get(), NONE],
  ])('%s', (_name, action, request, expected) => verify([allow(action)], request, expected));
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
describe('NotAction', () => {
  it.each<[string, Statement[], Request, string]>([
    ['allows what it does not name', [notAction('Allow', 's3:DeleteObject')], get(), 'allowed'],
    ['does not allow what it names', [notAction('Allow', 's3:DeleteObject')], remove(), NONE],
    ['does not deny what it names', [notAction('Allow', 's3:Put*'), allow('s3:Put*')], put(), 'allowed'],
    ['with a star', [notAction('Allow', 's3:Get*')], get(), NONE],
    ['of another service allows all of S3', [notAction('Allow', 'iam:*')], remove(), 'allowed'],
    ['with Deny denies the others', [allow('*'), notAction('Deny', 's3:Get*')], put(), DENIED],
    ['with Deny leaves what it names', [allow('*'), notAction('Deny', 's3:Get*')], get(), 'allowed'],
    ['with several', [notAction('Allow', ['s3:Get*', 's3:List*'])], list(), NONE],
  ])('%s', (_name, identity, request, expected) => verify(identity, request, expected));
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
describe('a resource', () => {
  it.each<[string, Statement, Request, string]>([
    ['everything', on('s3:*', '*'), get(), 'allowed'],
    ['the object', on('s3:GetObject', object('public/a.txt')), get(), 'allowed'],
    ['another object', on('s3:GetObject', object('public/b.txt')), get(), NONE],
    ['case counts', on('s3:GetObject', object('Public/a.txt')), get(), NONE],
    ['every object', on('s3:GetObject', OBJECTS), get(), 'allowed'],
    ['a folder', on('s3:GetObject', object('public/*')), get(), 'allowed'],
    [
      'a folder, and what is below',
      on('s3:GetObject', object('public/*')),
      get('public/deep/b.txt'),
      'allowed',
    ],
    ['another folder', on('s3:GetObject', object('private/*')), get(), NONE],
    ['a folder without its slash', on('s3:GetObject', object('pub*')), get(), 'allowed'],
    ['an ending', on('s3:GetObject', object('*.txt')), get(), 'allowed'],
    ['another ending', on('s3:GetObject', object('*.png')), get(), NONE],
    [
      'a star in the middle',
      on('s3:GetObject', object('home/*/notes.txt')),
      get('home/bob/notes.txt'),
      'allowed',
    ],
    ['a question mark', on('s3:GetObject', object('public/?.txt')), get(), 'allowed'],
    ['question marks that do not fit', on('s3:GetObject', object('public/??.txt')), get(), NONE],
    ['the bucket, for an object', on('s3:GetObject', `arn:aws:s3:::${BUCKET}`), get(), NONE],
    ['the bucket, for a listing', on('s3:ListBucket', `arn:aws:s3:::${BUCKET}`), list(), 'allowed'],
    ['its objects, for a listing', on('s3:ListBucket', OBJECTS), list(), NONE],
    ['the bucket and a star, for both', on('s3:*', `arn:aws:s3:::${BUCKET}*`), get(), 'allowed'],
    ['another bucket', on('s3:*', 'arn:aws:s3:::other-bucket/*'), get(), NONE],
    ['a bucket with a star', on('s3:*', 'arn:aws:s3:::policy-*'), get(), 'allowed'],
    ['one of several', on('s3:GetObject', [object('private/*'), object('public/*')]), get(), 'allowed'],
    ['for all buckets, arn:aws:s3:::*', on('s3:ListAllMyBuckets', 'arn:aws:s3:::*'), listBuckets, 'allowed'],
    ['for all buckets, one of them', on('s3:ListAllMyBuckets', `arn:aws:s3:::${BUCKET}`), listBuckets, NONE],
    ['another partition', on('s3:GetObject', `arn:aws-cn:s3:::${BUCKET}/*`), get(), NONE],
    ['an account where S3 has none', on('s3:GetObject', `arn:aws:s3::123456789012:${BUCKET}/*`), get(), NONE],
  ])('%s', (_name, statement, request, expected) => verify([statement], request, expected));
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
describe('NotResource', () => {
  it.each<[string, Statement[], Request, string]>([
    ['allows the others', [notResource('Allow', object('private/*'))], get(), 'allowed'],
    ['does not allow these', [notResource('Allow', object('private/*'))], get('private/c.txt'), NONE],
    [
      'with Deny denies the others',
      [allow('*'), notResource('Deny', object('public/*'))],
      get('private/c.txt'),
      DENIED,
    ],
    ['with Deny leaves these', [allow('*'), notResource('Deny', object('public/*'))], get(), 'allowed'],
    [
      'with Deny denies the bucket itself',
      [allow('*'), notResource('Deny', object('public/*'))],
      list(),
      DENIED,
    ],
    [
      'with several',
      [notResource('Allow', [object('private/*'), object('home/*')])],
      get('home/bob/notes.txt'),
      NONE,
    ],
  ])('%s', (_name, identity, request, expected) => verify(identity, request, expected));
});

describe('deny wins', () => {
  it.each<[string, Statement[], Request, string]>([
    ['without any policy nothing is allowed', [deny('ec2:*')], get(), NONE],
    ['over an allow before it', [allow('*'), deny('s3:GetObject')], get(), DENIED],
    ['over an allow behind it', [deny('s3:GetObject'), allow('*')], get(), DENIED],
    ['over a more exact allow', [deny('s3:*'), on('s3:GetObject', object('public/a.txt'))], get(), DENIED],
    [
      'only where it fits',
      [allow('*'), deny('s3:GetObject', { Resource: object('private/*') })],
      get(),
      'allowed',
    ],
    [
      'where it fits',
      [allow('*'), deny('s3:GetObject', { Resource: object('private/*') })],
      get('private/c.txt'),
      DENIED,
    ],
    ['only for its action', [allow('*'), deny('s3:DeleteObject')], get(), 'allowed'],
    ['on the source of a copy', [allow('*'), deny('s3:GetObject')], copy(), DENIED],
    ['on the target of a copy', [allow('*'), deny('s3:PutObject')], copy(), DENIED],
  ])('%s', (_name, identity, request, expected) => verify(identity, request, expected));
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
describe('a variable', () => {
  const home = (name: string) => on('s3:GetObject', object(`home/${name}/*`));
  it.each<[string, Statement, Request, string]>([
    ['aws:username is the caller', home('${aws:username}'), get('home/bob/notes.txt'), 'allowed'],
    ['aws:username is nobody else', home('${aws:username}'), get('home/carol/notes.txt'), NONE],
    ['names in any case', home('${AWS:UserName}'), get('home/bob/notes.txt'), 'allowed'],
    [
      'a tag of the caller',
      allow('s3:GetObject', {
        Condition: { StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } },
      }),
      get('tagged.txt'),
      'allowed',
    ],
    [
      'another tag of the caller',
      allow('s3:GetObject', {
        Condition: { StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/department}' } },
      }),
      get('tagged.txt'),
      NONE,
    ],
    ['a tag that the caller has not', home('${aws:PrincipalTag/home}'), get('home/bob/notes.txt'), NONE],
    ['with a default', home("${aws:PrincipalTag/home, 'bob'}"), get('home/bob/notes.txt'), 'allowed'],
    [
      'in a listing',
      allow('s3:ListBucket', { Condition: { StringLike: { 's3:prefix': 'home/${aws:username}/*' } } }),
      list({ Prefix: 'home/bob/' }),
      'allowed',
    ],
    [
      "in another's listing",
      allow('s3:ListBucket', { Condition: { StringLike: { 's3:prefix': 'home/${aws:username}/*' } } }),
      list({ Prefix: 'home/carol/' }),
      NONE,
    ],
    ['a star that is meant', on('s3:GetObject', object('home/${*}/*')), get('home/bob/notes.txt'), NONE],
  ])('%s', (_name, statement, request, expected) => verify([statement], request, expected));
});
