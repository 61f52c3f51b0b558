import { describe, expect, it } from 'vitest';
import { BOB_ARN, BUCKET, allow, deny, useLaboratory } from './laboratory.ts';
import type { Request, Statement } from './laboratory.ts';
import { copy, get, head, put, remove, tagsOf } from './requests.ts';

const laboratory = useLaboratory();
const NONE = 'no identity-based policy';
const object = (name: string) => `arn:aws:s3:::${BUCKET}/${name}`;

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: what is missing is told to those who may list.
describe('a key that holds nothing', () => {
  const READ = allow('s3:Get*');
  const LIST = allow('s3:ListBucket');
  it.each<[string, Statement[], Request, string]>([
    ['read with permission to list', [READ, LIST], get('missing'), 'NoSuchKey'],
    ['read without permission to list', [READ], get('missing'), NONE],
    ['asked about without permission to list', [READ], head('missing'), '403'],
    ['asked about with permission to list', [READ, LIST], head('missing'), 'NotFound'],
    ['its tags', [READ], tagsOf('missing'), NONE],
    ['copied', [READ, allow('s3:PutObject')], copy('missing'), NONE],
    ['copied with permission to list', [READ, LIST, allow('s3:PutObject')], copy('missing'), 'NoSuchKey'],
    [
      'read though it is denied',
      [READ, LIST, deny('s3:GetObject')],
      get('missing'),
      'denied by identity-based policy',
    ],
    ['written', [allow('s3:PutObject')], put('missing-no-more'), 'allowed'],
    ['deleted', [allow('s3:DeleteObject')], remove('missing'), 'allowed'],
  ])('%s', async (_name, identity, request, expected) => {
    await laboratory.enact('bob', { identity });
    expect(await laboratory.outcome('bob', request)).toBe(expected);
  });

  it('names the permission to list as what is missing', async () => {
    await laboratory.enact('bob', { identity: [READ] });
    await expect(get('missing')(laboratory.client('bob'))).rejects.toMatchObject({
      message: `User: ${BOB_ARN} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::${BUCKET}" because no identity-based policy allows the s3:ListBucket action`,
    });
  });
});

describe('DeleteObjects', () => {
  const removeAll = async (...Objects: { Key: string; VersionId?: string }[]) => {
    const { Deleted = [], Errors = [] } = await laboratory
      .client('bob')
      .deleteObjects({ Bucket: BUCKET, Delete: { Objects } });
    return {
      deleted: Deleted.map(({ Key }) => Key),
      refused: Errors.map(({ Key, Code, Message }) => [Key, Code, Message]),
    };
  };

  it('answers for each key', async () => {
    await laboratory.enact('bob', { identity: [allow('s3:DeleteObject', { Resource: object('mine/*') })] });
    const { deleted, refused } = await removeAll({ Key: 'mine/a' }, { Key: 'theirs/b' }, { Key: 'mine/c' });
    expect(deleted).toEqual(['mine/a', 'mine/c']);
    const reason = `User: ${BOB_ARN} is not authorized to perform: s3:DeleteObject on resource: "${object('theirs/b')}" because no identity-based policy allows the s3:DeleteObject action`;
    expect(refused).toEqual([['theirs/b', 'AccessDenied', reason]]);
  });

  it('wants another action for a version', async () => {
    await laboratory.enact('bob', { identity: [allow('s3:DeleteObject')] });
    const { refused } = await removeAll({ Key: 'mine/a', VersionId: 'null' });
    expect(refused).toEqual([['mine/a', 'AccessDenied', expect.stringContaining('s3:DeleteObjectVersion')]]);
    await laboratory.enact('bob', { identity: [allow('s3:DeleteObjectVersion')] });
    expect((await removeAll({ Key: 'mine/a', VersionId: 'null' })).deleted).toEqual(['mine/a']);
  });
});

describe('what a read tells', () => {
  it('of tags only to those who may see them', async () => {
    await laboratory.enact('bob', { identity: [allow('s3:GetObject')] });
    const Key = 'tagged.txt';
    const without = await laboratory.client('bob').headObject({ Bucket: BUCKET, Key });
    expect(without.TagCount).toBeUndefined();
    await laboratory.enact('bob', { identity: [allow('s3:GetObject*')] });
    const informed = await laboratory.client('bob').getObject({ Bucket: BUCKET, Key });
    expect([await informed.Body?.transformToString(), informed.TagCount]).toEqual([Key, 2]);
  });
});
