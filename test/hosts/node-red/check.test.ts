import { expect, test } from 'vitest';
import english from '../../../hosts/node-red/locales/en.json' with { type: 'json' };
import type { FieldDefinition } from '../../../hosts/node-red/mapping/definitions.ts';

type Setting = { type: string; value: string };

/** A script of the editor's, which has no types of its own. */
const { isBlank, problemIn } = (await import(
  new URL('../../../hosts/node-red/editor/check.js', import.meta.url).href
)) as {
  isBlank(field: FieldDefinition, setting: Setting): boolean;
  problemIn(fields: FieldDefinition[], settings: Record<string, Setting>): { key: string } | undefined;
};

const PLAIN = { name: 'field', title: 'Field', description: '', required: false, advanced: false };
const field = (given: Partial<FieldDefinition>): FieldDefinition => ({
  ...PLAIN,
  kind: 'text',
  secret: false,
  limits: {},
  ...given,
});

const text = (value: string) => ({ type: 'str', value });

test.each([
  ['required', { required: true, limits: { minLength: 1 } }, text('')],
  ['required', { required: true, kind: 'number' }, { type: 'num', value: '' }],
  ['short', { limits: { minLength: 3 } }, text('ab')],
  ['long', { limits: { maxLength: 1 } }, text('ab')],
  ['pattern', { limits: { pattern: '^\\d+$' } }, text('12a')],
  ['pattern', { limits: { pattern: '^\\P{Cs}*$' } }, text('\ud800')],
  ['number', { kind: 'number' }, { type: 'num', value: 'x' }],
  ['small', { kind: 'number', limits: { minimum: 2 } }, { type: 'num', value: '1' }],
  ['large', { kind: 'number', limits: { maximum: 2 } }, { type: 'num', value: '3' }],
  ['json', { kind: 'json' }, { type: 'json', value: '{' }],
  ['date', { kind: 'date' }, text('tomorrow')],
] as const)('a form is told %s', (key, given, setting) => {
  expect(problemIn([field(given)], { field: setting })?.key).toBe(key);
  expect(english.problems).toHaveProperty(key);
});

test.each([
  ['a character outside of the basic plane is one', { limits: { maxLength: 1 } }, text('😀')],
  ['an empty text may be stored', { required: true }, text('')],
  ['what a message brings is unknown yet', { limits: { minLength: 9 } }, { type: 'msg', value: 'payload' }],
  ['what the environment brings is unknown yet', { kind: 'number' }, { type: 'num', value: '${SIZE}' }],
  ['at the edge', { kind: 'number', limits: { minimum: 2, maximum: 2 } }, { type: 'num', value: '2' }],
] as const)('a form is in order: %s', (_, given, setting) => {
  expect(problemIn([field(given)], { field: setting })).toBeUndefined();
});

test('an empty row is nothing, unless it must be something', () => {
  expect(isBlank(field({}), text(''))).toBe(true);
  expect(isBlank(field({ required: true }), text(''))).toBe(false);
  expect(isBlank(field({}), text(' '))).toBe(false);
  expect(problemIn([field({ required: true })], {})?.key).toBe('required');
});
