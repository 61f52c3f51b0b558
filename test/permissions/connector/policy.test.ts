import { describe, expect, it } from 'vitest';
import { check, policy, required, type Call, type Scope } from '../../../connector/permissions/index.ts';
import { allOperations } from '../../../connector/permissions/setting.ts';
import { inShort } from './support.ts';

const on = (operations: string, scope: Scope): Call[] =>
  operations.split(' ').map((operation) => ({ operation, scope }));
const identity = (...calls: Call[]) => policy({ kind: 'identity', calls });
const media = { bucket: 'media' };
const reports = { bucket: 'media', prefix: 'reports/' };
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1';

describe('the least privilege', () => {
  it.each<[string, Call[], string[]]>([
    ['a read', on('get_object', media), ['ReadObjects: s3:GetObject on media/*']],
    [
      'a read of versions',
      on('get_object', { ...media, include: ['version_id'] }),
      ['ReadObjects: s3:GetObject s3:GetObjectVersion on media/*'],
    ],
    [
      'what depends on the data, by its action',
      on('put_object_file', { ...media, include: ['s3:AbortMultipartUpload'] }),
      ['WriteObjects: s3:AbortMultipartUpload s3:PutObject on media/*'],
    ],
    ['a listing', on('list_bucket_objects', media), ['ListBucket: s3:ListBucket on media']],
    [
      'everything, asked for in a list',
      on('get_object', { ...media, include: ['all'] }),
      [
        'ReadObjects: s3:GetObject s3:GetObjectVersion on media/*',
        'UseEncryptionKey: kms:Decrypt on arn:aws:kms:*:*:key/*',
      ],
    ],
    [
      'one option, where a program gives no list',
      on('get_object', { ...media, include: 'version_id' as never }),
      ['ReadObjects: s3:GetObject s3:GetObjectVersion on media/*'],
    ],
    [
      'buckets by a pattern',
      on('get_object', { bucket: 'media-*' }),
      ['ReadObjects: s3:GetObject on media-*/*'],
    ],
    [
      'a listing under a prefix',
      on('list_bucket_objects', reports),
      ['ListBucketUnderPrefix: s3:ListBucket on media (reports/*)'],
    ],
    [
      'a listing beside one of everything',
      on('list_bucket_objects head_bucket', reports),
      ['ListBucket: s3:ListBucket on media'],
    ],
    ['what is on no bucket', on('list_buckets', {}), ['ListAllBuckets: s3:ListAllMyBuckets on *']],
    [
      'several, merged and in order',
      on('delete_object list_buckets get_object list_bucket_objects get_bucket_location', media),
      [
        'ListAllBuckets: s3:ListAllMyBuckets on *',
        'ListAndReadBucket: s3:GetBucketLocation s3:ListBucket on media',
        'ReadAndDeleteObjects: s3:DeleteObject s3:GetObject on media/*',
      ],
    ],
    [
      'any key',
      on('put_object_text', { ...media, include: ['encryption'] }),
      [
        'WriteObjects: s3:PutObject on media/*',
        'UseEncryptionKey: kms:GenerateDataKey on arn:aws:kms:*:*:key/*',
      ],
    ],
    [
      'one key',
      on('put_object_text', { ...media, include: ['kms_key_id'], kms_key: KEY }),
      ['WriteObjects: s3:PutObject on media/*', `UseEncryptionKey: kms:GenerateDataKey on ${KEY}`],
    ],
    [
      'a copy from elsewhere',
      on('copy_object', { ...media, source: { bucket: 'inbox', prefix: 'new/' } }),
      ['ReadObjects: s3:GetObject on inbox/new/*', 'WriteObjects: s3:PutObject on media/*'],
    ],
    [
      'a copy within a bucket',
      on('copy_object', media),
      ['ReadAndWriteObjects: s3:GetObject s3:PutObject on media/*'],
    ],
    [
      'two buckets alike',
      [...on('get_object', media), ...on('get_object', { bucket: 'backup' })],
      ['ReadObjects: s3:GetObject on backup/* media/*'],
    ],
    [
      'two prefixes of one bucket',
      [
        ...on('list_bucket_objects', reports),
        ...on('list_bucket_objects', { bucket: 'media', prefix: 'app/' }),
      ],
      ['ListBucketUnderPrefix: s3:ListBucket on media (app/* reports/*)'],
    ],
    [
      'a prefix within another',
      [...on('get_object', reports), ...on('get_object', { bucket: 'media', prefix: 'reports/2026/' })],
      ['ReadObjects: s3:GetObject on media/reports/*'],
    ],
    [
      'different actions on two prefixes',
      [...on('get_object', media), ...on('put_object_text', reports)],
      ['ReadObjects: s3:GetObject on media/*', 'WriteObjects: s3:PutObject on media/reports/*'],
    ],
    ['nothing', on('list_regions_ddl', {}), []],
  ])('of %s', (_, calls, expected) => {
    expect(inShort(identity(...calls).document)).toEqual(expected);
  });

  it('of one input is exactly what it names, whatever characters are in it', () => {
    const object_keys = ['plain', 'a*?', 'cost: ${price} $5', { Key: 'old', VersionId: 'v' }];
    const { document } = identity({
      operation: 'delete_multiple_objects',
      input: { bucket_name: 'media', object_keys },
    });
    expect(inShort(document)).toEqual([
      'DeleteObjects: s3:DeleteObject on media/a${*}${?} media/cost: ${$}{price} $5 media/plain',
      'DeleteObjects2: s3:DeleteObjectVersion on media/old',
    ]);
    const listing = { operation: 'list_bucket_objects', input: { bucket_name: 'media', prefix: 'a*/' } };
    expect(inShort(identity(listing).document)).toEqual([
      'ListBucketUnderPrefix: s3:ListBucket on media (a${*}/)',
    ]);
  });

  it('does not depend on the order of the calls', () => {
    const calls = on('copy_object delete_object list_buckets get_object list_bucket_objects', reports);
    expect(identity(...calls.toReversed()).document).toEqual(identity(...calls).document);
  });

  it('lists what it leaves out', () => {
    const { left_out } = identity(...on('get_object', media));
    expect(left_out).toMatchObject([
      { operation: 'get_object', action: 's3:GetObjectVersion', with: [['version_id']] },
      { operation: 'get_object', action: 'kms:Decrypt', if_data: 'the object is encrypted with a KMS key' },
    ]);
    expect(identity(...on('get_object', { ...media, include: 'all' })).left_out).toEqual([]);
  });

  it.each([
    ['aws-cn', 'arn:aws-cn:s3:::media/*'],
    ['aws-us-gov', 'arn:aws-us-gov:s3:::media/*'],
  ])('is for a partition: %s', (partition, arn) => {
    const { document } = policy({ kind: 'identity', partition, calls: on('get_object', media) });
    expect(document.Statement[0]?.Resource).toBe(arn);
  });

  const inputs = allOperations.flatMap(({ name, contract }) =>
    contract.examples.valid.map(({ input, reason }) => ({ name, input, reason })),
  );

  it.each(inputs)('is enough for $name ($reason), and no action of it can be spared', ({ name, input }) => {
    const { document } = identity({ operation: name, input, include: 'all' });
    const needed = required(name, input);
    const decide = (Statement: object[]) =>
      check({
        operation: name,
        input,
        identityPolicies: Statement.length > 0 ? [{ Version: '2012-10-17', Statement }] : [],
      });
    const whole = decide([...document.Statement]);
    expect(whole).toMatchObject({ decision: 'allowed', missing: [] });
    expect(whole.notes.filter((note) => note.includes('do not allow'))).toEqual([]);
    for (const action of new Set(needed.filter(({ if_data }) => !if_data).map((row) => row.action))) {
      const rest = document.Statement.map((statement) => ({
        ...statement,
        Action: [statement.Action].flat().filter((one) => one !== action),
      })).filter(({ Action }) => Action.length > 0);
      const { decision, missing } = decide(rest);
      expect(decision).toBe('denied');
      expect(missing.map((row) => row.action)).toContain(action);
      expect(new Set(missing.map((row) => row.action))).toEqual(new Set([action]));
    }
  });
});

describe('a bucket policy', () => {
  const bucket = (principal: string | string[], calls: Call[]) =>
    policy({ kind: 'bucket', principal, calls });

  it.each<[string, string | string[], unknown]>([
    ['a user', 'arn:aws:iam::111122223333:user/bob', { AWS: 'arn:aws:iam::111122223333:user/bob' }],
    ['an account', '111122223333', { AWS: '111122223333' }],
    ['a service', 'cloudfront.amazonaws.com', { Service: 'cloudfront.amazonaws.com' }],
    ['everyone', '*', '*'],
    ['two', ['111122223333', '444455556666'], { AWS: ['111122223333', '444455556666'] }],
  ])('is for %s', (_, principal, element) => {
    const { document } = bucket(principal, on('get_object', media));
    expect(document.Statement).toMatchObject([{ Sid: 'ReadObjects', Principal: element }]);
  });

  describe('of calls on two buckets', () => {
    const calls = on('copy_object', { ...media, source: { bucket: 'inbox', prefix: 'new/' } });
    const make = (name?: string, given = calls) =>
      policy({ kind: 'bucket', principal: '*', bucket: name, calls: given });

    it.each([
      ['media', 'WriteObjects: s3:PutObject on media/*', 's3:GetObject on arn:aws:s3:::inbox/new/*'],
      ['inbox', 'ReadObjects: s3:GetObject on inbox/new/*', 's3:PutObject on arn:aws:s3:::media/*'],
    ])('is that of the one chosen, %s, and says what the other must allow', (name, statement, other) => {
      const { document, notes } = make(name);
      expect(inShort(document)).toEqual([statement]);
      expect(notes).toEqual([expect.stringContaining(`which must allow ${other};`)]);
    });

    it.each([
      ['of two none is chosen', make, undefined, '"inbox", "media"'],
      ['none of them is chosen', make, 'others', '"inbox", "media"'],
      ['it is for every bucket', () => make(undefined, on('get_object', { bucket: '*' })), '', '"*"'],
    ])('is refused where %s', (_, made, name, buckets) => {
      expect(() => made(name)).toThrow(
        expect.objectContaining({
          code: 'bucket_policy_of_one',
          message: expect.stringContaining(`these calls touch ${buckets}.`),
        }),
      );
    });

    it('needs no choice within one bucket', () => {
      expect(inShort(make(undefined, on('copy_object', media)).document)).toEqual([
        'ReadAndWriteObjects: s3:GetObject s3:PutObject on media/*',
      ]);
    });
  });

  it('of an access point says that the bucket behind it has a say', () => {
    const ACCESS_POINT = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/media';
    const notesOf = (name: string) => identity(...on('get_object', { bucket: name })).notes;
    expect(notesOf(ACCESS_POINT)).toEqual([expect.stringContaining('the bucket behind it must allow')]);
    expect(notesOf('media-abcdef-s3alias')).toEqual([expect.stringContaining('Give the ARN')]);
    expect(notesOf('media')).toEqual([]);
  });

  it('leaves the key to the policy of the key, and says so', () => {
    const { document, notes } = bucket('*', on('put_object_text', { ...media, include: ['encryption'] }));
    expect(inShort(document)).toEqual(['WriteObjects: s3:PutObject on media/*']);
    expect(notes.join(' ')).toContain('kms:GenerateDataKey cannot stand in a bucket policy');
  });
});

describe('what cannot be made is refused, with the reason', () => {
  it.each<[string, Parameters<typeof policy>[0], string]>([
    [
      'ListAllMyBuckets in a bucket policy',
      { kind: 'bucket', principal: '*', calls: on('list_buckets', media) },
      'not_for_bucket_policies',
    ],
    [
      'a bucket policy for nobody',
      { kind: 'bucket', calls: on('get_object', media) },
      'policy_needs_principal',
    ],
    ['no bucket', { kind: 'identity', calls: on('get_object', {}) }, 'policy_scope_missing'],
    [
      'a misspelt option',
      { kind: 'identity', calls: on('get_object', { ...media, include: ['versionid'] }) },
      'policy_option_unknown',
    ],
    [
      'an address for a bucket',
      { kind: 'identity', calls: on('get_object', { bucket: 's3://media' }) },
      'policy_scope_invalid',
    ],
    [
      "a bucket's ARN for its name, whose objects would be named as an access point's are",
      { kind: 'identity', calls: on('get_object', { bucket: 'arn:aws:s3:::media' }) },
      'policy_scope_invalid',
    ],
    [
      'a prefix in the source bucket',
      { kind: 'identity', calls: on('copy_object', { ...media, source: { bucket: 'inbox/new' } }) },
      'policy_scope_invalid',
    ],
    [
      'a misspelt partition',
      { kind: 'identity', partition: 'aws-gov', calls: on('get_object', media) },
      'partition_unknown',
    ],
    [
      'an account with hyphens',
      { kind: 'identity', account: '1111-2222-3333', calls: on('get_object', media) },
      'account_invalid',
    ],
    ['an unknown operation', { kind: 'identity', calls: on('get_objects', media) }, 'operation_unknown'],
    [
      'a principal that is none',
      { kind: 'bucket', principal: 'bob', calls: on('get_object', media) },
      'policy_invalid',
    ],
    [
      'a misspelt input',
      { kind: 'identity', calls: [{ operation: 'get_object', input: { bucket: 'media' } }] },
      'input_invalid',
    ],
  ])('%s', (_, request, code) => {
    expect(() => policy(request)).toThrow(expect.objectContaining({ code, category: 'input' }));
  });
});

describe('sizes', () => {
  const many = (count: number): Call => ({
    operation: 'delete_multiple_objects',
    input: {
      bucket_name: 'media',
      object_keys: Array.from({ length: count }, (_, index) => `logs/${index}.txt`),
    },
  });

  it('are told beside every limit', () => {
    const { sizes, smaller } = identity(...on('get_object', media));
    expect(sizes.map(({ limit, fits }) => [limit, fits])).toEqual([
      [6144, true],
      [2048, true],
      [5120, true],
      [10240, true],
    ]);
    expect(smaller).toBeUndefined();
  });

  it('that are too large come with ways out: several policies, or a wildcard', () => {
    const { sizes, smaller, document } = identity(many(500));
    expect(sizes.every(({ fits }) => !fits)).toBe(true);
    const parts = smaller?.split ?? [];
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(JSON.stringify(part).length).toBeLessThanOrEqual(6144);
    const resources = parts.flatMap(({ Statement }) => Statement.flatMap(({ Resource }) => Resource));
    expect(resources.sort()).toEqual([...(document.Statement[0]?.Resource ?? [])].sort());
    expect(smaller?.wildcard.Statement[0]?.Resource).toBe('arn:aws:s3:::media/logs/*');
  });

  it('of a bucket policy leave only the wildcard: a bucket has one policy', () => {
    const { smaller } = policy({ kind: 'bucket', principal: '*', calls: [many(900)] });
    expect(smaller).not.toHaveProperty('split');
    expect(smaller?.wildcard.Statement[0]?.Resource).toBe('arn:aws:s3:::media/logs/*');
  });

  it('keep the whole of what is itself the beginning of the others', () => {
    const object_keys = Array.from({ length: 120 }, (_, index) => `a${'b'.repeat(index)}`);
    const { smaller } = identity({
      operation: 'delete_multiple_objects',
      input: { bucket_name: 'media', object_keys },
    });
    expect(smaller?.wildcard.Statement[0]?.Resource).toBe('arn:aws:s3:::media/a*');
  });

  it('do not let a wildcard reach into other buckets', () => {
    const { smaller } = identity(many(500), ...on('delete_object', { bucket: 'media-two', prefix: 'a' }));
    expect(smaller?.wildcard.Statement.flatMap(({ Resource }) => Resource)).toEqual([
      'arn:aws:s3:::media-two/a*',
      'arn:aws:s3:::media/logs/*',
    ]);
  });
});
