import { describe, expect, it } from 'vitest';
import { operations } from '../../connector/operations/index.gen.ts';
import { boundsOf } from '../../connector/permissions/limits.ts';
import { resourceMembers } from '../../connector/permissions/resources.ts';
import { keywords } from '../../connector/keywords.ts';
import common from '../../schemas/common.schema.json' with { type: 'json' };
import file from '../../schemas/file.schema.json' with { type: 'json' };
import { requirementsOf, type Operation } from '../../src/index.ts';
import { createValidator } from '../../src/validator.ts';

const validator = createValidator([common, file], keywords);
const connection = { allowed_buckets: ['mine', 'also-mine'], allowed_prefixes: ['reports/', 'public/'] };

/** What the fourth stage says of an input under these limits. */
function refusal(name: string, input: unknown, limits: Record<string, unknown> = connection) {
  const operation = (operations as Record<string, Operation>)[name] as Operation;
  const requirements = requirementsOf(operation, input, resourceMembers, validator);
  return requirements
    .map((requirement) => boundsOf(limits)?.(requirement))
    .find((error) => error !== undefined);
}

const inside = { bucket_name: 'mine', object_path: 'reports/may.csv' };

describe('allowed_buckets and allowed_prefixes', () => {
  const allowed: [string, unknown][] = [
    ['put_object_text', { ...inside, text: '' }],
    ['put_object_text', { bucket_name: 'also-mine', object_path: 'public/a', text: '' }],
    ['list_bucket_objects', { bucket_name: 'mine', prefix: 'reports/2026/' }],
    ['delete_multiple_objects', { bucket_name: 'mine', object_keys: ['reports/a', { Key: 'public/b' }] }],
    ['copy_object', { ...inside, source_bucket_name: 'also-mine', source_object_path: 'public/a' }],
    ['get_bucket_location', { bucket_name: 'mine' }],
    ['head_bucket', { bucket_name: 'mine' }],
  ];
  it.each(allowed)('let %s pass inside', (name, input) => {
    expect(refusal(name, input)).toBeUndefined();
  });

  const refused: [string, string, unknown][] = [
    ['another bucket', 'put_object_text', { ...inside, bucket_name: 'yours', text: '' }],
    [
      'a bucket whose name only begins so',
      'put_object_text',
      { ...inside, bucket_name: 'mine-too', text: '' },
    ],
    [
      'an access point in the place of the bucket',
      'head_object',
      { ...inside, bucket_name: 'arn:aws:s3:us-east-1:111122223333:accesspoint/mine' },
    ],
    ['another prefix', 'head_object', { bucket_name: 'mine', object_path: 'secrets/key' }],
    ['the prefix without its slash', 'head_object', { bucket_name: 'mine', object_path: 'reports' }],
    ['the prefix in other letters', 'head_object', { bucket_name: 'mine', object_path: 'Reports/a' }],
    ['a key that only looks relative', 'head_object', { bucket_name: 'mine', object_path: '/reports/a' }],
    ['a key that climbs', 'head_object', { bucket_name: 'mine', object_path: '../reports/a' }],
    ['presigning', 'get_object_signed_url', { bucket_name: 'mine', object_path: 'secrets/key' }],
    ['presigning an upload', 'create_upload_url', { bucket_name: 'yours', object_path: 'reports/a' }],
    ['listing everything', 'list_bucket_objects', { bucket_name: 'mine' }],
    ['listing a shorter prefix', 'list_bucket_objects', { bucket_name: 'mine', prefix: 'rep' }],
    ['listing versions', 'list_object_versions', { bucket_name: 'mine', prefix: 'secrets/' }],
    ['a lookup of keys', 'list_objects_ddl', { bucket_name: 'mine', prefix: 'secrets/' }],
    [
      'one key of many',
      'delete_multiple_objects',
      { bucket_name: 'mine', object_keys: ['reports/a', { Key: 'secrets/b' }] },
    ],
    [
      "a copy's source bucket",
      'copy_object',
      { ...inside, source_bucket_name: 'yours', source_object_path: 'reports/a' },
    ],
    [
      "a copy's source key",
      'copy_object',
      { ...inside, source_bucket_name: 'mine', source_object_path: 'secrets/a' },
    ],
    ['deleting a bucket that holds more', 'delete_bucket', { bucket_name: 'mine' }],
    ['creating another bucket', 'create_bucket', { bucket_name: 'yours' }],
  ];
  it.each(refused)('refuse %s', (_what, name, input) => {
    expect(refusal(name, input)).toMatchObject({ code: 'outside_connection_limits', category: 'permission' });
  });

  it('say what is allowed and what was asked for', () => {
    expect(refusal('head_object', { bucket_name: 'yours', object_path: 'reports/a' })?.message).toBe(
      'This connection is limited to the buckets "mine", "also-mine", and "bucket_name" is "yours".',
    );
  });

  it('bound every bucket and key that an input can name', () => {
    // An input that takes a bucket or a key which no row of the table reads would slip past the limits.
    for (const operation of Object.values(operations) as Operation[]) {
      const form = validator.inline(operation.contract.input) as { properties: object };
      const read =
        operation.permissions === 'none'
          ? []
          : operation.permissions.flatMap(({ resource, at }) =>
              Object.values({ ...(resourceMembers[resource as never] as object), ...at }),
            );
      const roots = new Set(read.map((member) => String(member).split(/[.[]/)[0]));
      for (const name of Object.keys(form.properties)) {
        // The prefix of a bucket's name is not one of keys.
        if (name === 'prefix' && operation.name === 'list_buckets') continue;
        if (/bucket_name$|object_path$|object_keys$|^prefix$/.test(name))
          expect(roots, `${operation.name}: ${name}`).toContain(name);
      }
    }
  });
});
