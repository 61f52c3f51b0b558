import { describe, expect, it } from 'vitest';
import { createConnector } from '../../../connector/index.ts';
import type { Schema } from '../../../playground/web/api/types.ts';
import { errorTree, timely } from '../../../playground/web/form/problems.ts';
import { controlsOf, formSchema } from '../../../playground/web/form/schema.ts';

describe('the schema of a form', () => {
  it('keeps the fields, and leaves out what only judges', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string', title: 'A', pattern: 'x', default: 'y' } },
      required: ['a'],
      allOf: [{ required: ['b'] }],
    };
    expect(formSchema(schema as Schema)).toEqual({
      type: 'object',
      properties: { a: { type: 'string', title: 'A' } },
      required: ['a'],
      additionalProperties: false,
    });
  });

  it('makes a choice of what may be several things', () => {
    const schema: Schema = {
      type: ['string', 'object'],
      properties: { Key: { type: 'string' } },
      required: ['Key'],
    };
    expect(formSchema(schema).anyOf).toMatchObject([
      { title: 'Text', type: 'string' },
      { title: 'With details', type: 'object', properties: { Key: { type: 'string' } } },
    ]);
    expect((formSchema(schema).anyOf as Schema[])[0]).not.toHaveProperty('properties.Key');
  });

  it('has no field for what a schema has fixed', () => {
    expect(formSchema({ type: 'object', properties: { type: { const: 'anonymous' } } }).properties).toEqual(
      {},
    );
  });

  it.each([
    [{ type: 'string', secret: true }, { 'ui:widget': 'password' }],
    [{ type: 'string', lookup: { operation: 'x', input: {} } }, { 'ui:widget': 'lookup' }],
    [
      { type: 'string', enum: ['a'], enumLabels: ['An a'] },
      { 'ui:widget': 'select', 'ui:enumNames': ['An a'] },
    ],
    [{ type: 'string', format: 'date-time' }, { 'ui:widget': 'moment' }],
    [{ type: 'string', format: 'text' }, { 'ui:widget': 'textarea' }],
    [{ type: 'boolean' }, { 'ui:widget': 'switch' }],
    [{ type: 'object', format: 'file', properties: {} }, { 'ui:field': 'file' }],
    [{ type: 'object', additionalProperties: { type: 'string' } }, { 'ui:field': 'pairs' }],
    [{ type: 'integer', default: 5 }, { 'ui:placeholder': 'Default: 5' }],
  ] as [Schema, object][])('%j has its control', (field, control) => {
    expect(controlsOf({ type: 'object', properties: { a: field } }).a).toMatchObject(control);
  });

  it('knows the path of every field, as lookups name it', () => {
    const item: Schema = { type: 'object', properties: { Key: { type: 'string' } } };
    const controls = controlsOf({ type: 'object', properties: { keys: { type: 'array', items: item } } });
    expect(controls).toHaveProperty(['keys', 'items', 'Key', 'ui:options', 'member'], 'keys/0/Key');
  });

  it('has a control for every field of every operation and of every kind of connection', () => {
    const { operations, auth } = createConnector().manifest;
    const forms = [
      ...operations.map(({ input_schema }) => input_schema),
      ...(auth.oneOf as Schema[]),
    ] as Schema[];
    for (const schema of forms) {
      for (const [name, { const: fixed, type }] of Object.entries(formSchema(schema).properties ?? {}) as [
        string,
        Schema,
      ][]) {
        expect({ name, fixed, type }).toMatchObject({ fixed: undefined, type: expect.any(String) });
      }
    }
  });
});

describe('problems', () => {
  const problems = [
    { field: 'a', message: 'A is missing.', fix: 'Give it.' },
    { field: 'keys/0/Key', message: 'Empty.', fix: 'Fill it.' },
    { field: '', message: 'Whole.', fix: 'Fix.' },
  ];

  it('stand at their fields', () => {
    expect(errorTree(problems)).toEqual({
      a: { __errors: ['A is missing. Give it.'] },
      keys: { 0: { Key: { __errors: ['Empty. Fill it.'] } } },
      __errors: ['Whole. Fix.'],
    });
  });

  it('of fields that nobody has come to yet wait for the first attempt', () => {
    expect(timely(problems, { keys: [{ Key: '' }] }, false)).toEqual([problems[1]]);
    expect(timely(problems, {}, true)).toEqual(problems);
  });
});
