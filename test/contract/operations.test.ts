import { readdirSync } from 'node:fs';
import { Ajv2020 as Ajv } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { keywords } from '../../connector/keywords.ts';
import { createConnector, type ConnectorError } from '../../connector/index.ts';
import { operations } from '../../connector/operations/index.gen.ts';
import { createService } from '../../connector/service.ts';
import common from '../../schemas/common.schema.json' with { type: 'json' };
import examplesSchema from '../../schemas/examples.schema.json' with { type: 'json' };
import file from '../../schemas/file.schema.json' with { type: 'json' };
import manifestSchema from '../../schemas/manifest.schema.json' with { type: 'json' };
import { createRuntime, type Operation } from '../../src/index.ts';
import { createValidator } from '../../src/validator.ts';

const connector = createConnector({
  requestHandler: {
    handle: () => Promise.reject(new TypeError('a refused input must not reach the network')),
  } as never,
});
const validator = createValidator([common, file], keywords);
const connection = {
  access_key: 'AKIAIOSFODNN7EXAMPLE',
  secret_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};
const ajv = new Ajv({ strict: false });
const folders = readdirSync(new URL('../../connector/operations', import.meta.url), {
  withFileTypes: true,
}).filter((entry) => entry.isDirectory());

const KNOWN_RESOURCES = ['*', 'bucket', 'object', 'kms_key', 'principal'];
const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
/** The one exception to snake_case: Tray's own spelling of a key in `object_keys`. */
const TRAY_SPELLINGS = new Set(['Key', 'VersionId']);

it('registers every folder, and nothing else', () => {
  expect(Object.keys(operations).sort()).toEqual(folders.map((folder) => folder.name).sort());
});

it('gives a manifest that its schema accepts', () => {
  const manifest = JSON.parse(JSON.stringify(connector.manifest));
  expect(ajv.compile(manifestSchema)(manifest), JSON.stringify(ajv.errors)).toBe(true);
  expect(JSON.stringify(manifest)).not.toContain('"$ref"');
});

describe.each(Object.entries(operations) as [string, Operation][])('%s', (name, operation) => {
  const { input, output, examples } = operation.contract;
  const inputForm = validator.inline(input) as { properties: Record<string, Property>; required?: string[] };
  const outputForm = validator.inline(output) as {
    properties: Record<string, Property>;
    required?: string[];
  };

  it('has the name of its folder and says what it is', () => {
    expect(operation.name).toBe(name);
    expect(operation.description).toMatch(/^[A-Z].*\.$/s);
    expect(operation.documentation).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(input.$id).toBe(`/connector/operations/${name}/input.schema.json`);
    expect(output.$id).toBe(`/connector/operations/${name}/output.schema.json`);
  });

  it('has well-formed examples', () => {
    const validate = ajv.getSchema('/schemas/examples.schema.json') ?? ajv.compile(examplesSchema);
    expect(validate(examples), JSON.stringify(validate.errors)).toBe(true);
  });

  it('names its fields in snake_case, with a title for each', () => {
    const fields = [...membersOf(inputForm), ...membersOf(outputForm)];
    for (const [field] of fields)
      expect(TRAY_SPELLINGS.has(field) || SNAKE_CASE.test(field), field).toBe(true);
    for (const [field, property] of Object.entries(inputForm.properties))
      expect(property.title, field).toBeTruthy();
  });

  it('offers a region unless it is local, and never requires an advanced field', () => {
    expect('region' in inputForm.properties).toBe(!operation.local);
    for (const field of inputForm.required ?? [])
      expect(inputForm.properties[field]?.advanced ?? false, field).toBe(false);
  });

  it('labels every choice', () => {
    for (const [field, property] of membersOf(inputForm)) {
      if (property.enumLabels) expect(property.enumLabels.length, field).toBe(property.enum?.length);
    }
  });

  it('points its lookups at lookup operations, with inputs that those have', () => {
    for (const [field, { lookup }] of membersOf(inputForm)) {
      if (!lookup) continue;
      const target = (operations as Record<string, Operation>)[lookup.operation];
      expect(target, `${field} -> ${lookup.operation}`).toBeDefined();
      expect(lookup.operation).toMatch(/_ddl$/);
      const known = Object.keys((validator.inline(target!.contract.input) as typeof inputForm).properties);
      expect(known).toEqual(expect.arrayContaining(Object.keys(lookup.input)));
    }
  });

  it('has rows in the permission table that speak of its own inputs', () => {
    if (operation.permissions === 'none') return;
    expect(operation.permissions.length).toBeGreaterThan(0);
    for (const row of operation.permissions) {
      expect(row.action).toMatch(/^(s3|kms|iam):[A-Z][A-Za-z]+$/);
      expect(KNOWN_RESOURCES).toContain(row.resource);
      for (const member of Object.values(row.at ?? {}).filter(Boolean))
        expect(inputForm.properties, member).toHaveProperty(member.split(/[.[]/)[0]!);
      for (const member of namesIn(row.when)) expect(inputForm.properties, member).toHaveProperty(member);
    }
  });

  it('gives lookups the shape of a dropdown', () => {
    if (!name.endsWith('_ddl')) return;
    expect(operation.effect).toBe('read');
    expect(outputForm.properties.result?.items?.required).toEqual(['text', 'value']);
  });

  it.each(examples.valid.map((example) => [example.reason, example.input]))(
    'accepts: %s',
    (_reason, example) => {
      expect(validator.check(input)(structuredClone(example), { connection })).toEqual([]);
    },
  );

  it.each(examples.invalid.map((example) => [example.reason, example.input, example.message]))(
    'refuses: %s',
    async (_reason, example, message) => {
      const error = (await connector
        .run(name, example, { connection })
        .catch((thrown: unknown) => thrown)) as ConnectorError;
      expect(error.message).toContain(message);
      expect(['input', 'region']).toContain(error.category);
      expect(error.stage).not.toBe('call_service');
      expect(error.fix.length).toBeGreaterThan(10);
    },
  );

  it.each(examples.unexpected.map((example) => [example.reason, example.output]))(
    'refuses the output: %s',
    async (_reason, answer) => {
      const broken = { [name]: { ...operation, perform: () => Promise.resolve(answer) } };
      const runtime = createRuntime({ ...createService(), operations: broken });
      const run = runtime.run(name, Object(examples.valid[0]?.input), { connection });
      await expect(run).rejects.toMatchObject({ code: 'output_invalid', stage: 'validate_output' });
    },
  );
});

interface Property {
  title?: string;
  advanced?: boolean;
  enum?: unknown[];
  enumLabels?: string[];
  lookup?: { operation: string; input: Record<string, string> };
  properties?: Record<string, Property>;
  items?: Property & { required?: string[] };
}

/** Every member of a form, members of members included. */
function membersOf(form: Property): [string, Property][] {
  const own = Object.entries(form.properties ?? {});
  return [
    ...own,
    ...own.flatMap(([, property]) => membersOf(property)),
    ...(form.items ? membersOf(form.items) : []),
  ];
}

/** The input members that a condition speaks of, at its top level. */
function namesIn(condition: unknown): string[] {
  if (typeof condition !== 'object' || condition === null) return [];
  const {
    required = [],
    properties = {},
    anyOf = [],
    allOf = [],
    oneOf = [],
    not,
  } = condition as Record<string, never>;
  return [
    ...(required as string[]),
    ...Object.keys(properties),
    ...[anyOf, allOf, oneOf].flat().flatMap(namesIn),
    ...namesIn(not),
  ];
}
