import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import type { Schema } from '../api/types.ts';

/**
 * The schema as the form shows it. Whether an input is right the runtime says, so what only judges is left out here;
 * a default is shown, not filled in: what is left out stays left out.
 */
export function formSchema(schema: Schema): RJSFSchema {
  if (Array.isArray(schema.type))
    return { title: schema.title, anyOf: schema.type.map((type) => ofType(schema, type)) };
  const { type, title, description, required, items, properties } = schema;
  const fields = Object.entries(properties ?? {}).filter(([, member]) => member.const === undefined);
  return defined({
    type,
    title,
    description,
    enum: schema.enum,
    required,
    items: items && formSchema(items),
    properties: properties && Object.fromEntries(fields.map(([name, member]) => [name, formSchema(member)])),
    additionalProperties: properties ? false : undefined,
  }) as RJSFSchema;
}

/** One way to fill in a field that may be several things. */
function ofType(schema: Schema, type: string): RJSFSchema {
  const own = type === 'object' ? schema : { ...schema, properties: undefined, required: undefined };
  return { ...formSchema({ ...own, type }), title: KINDS[type] ?? type, description: undefined };
}

const KINDS: Record<string, string> = {
  string: 'Text',
  object: 'With details',
  integer: 'Number',
  array: 'List',
};

/** Which control each field has, and what it must know. `member` is the field's path, as lookups name it. */
export function controlsOf(schema: Schema, isRequired = false, member = ''): UiSchema {
  const { properties = {}, items, required = [] } = schema;
  const inside = Object.entries(properties).map(([name, field]) => [
    name,
    controlsOf(field, required.includes(name), member === '' ? name : `${member}/${name}`),
  ]);
  return defined({
    ...Object.fromEntries(inside),
    items: items && controlsOf(items, true, `${member}/0`),
    'ui:field': fieldOf(schema),
    'ui:widget': widgetOf(schema),
    'ui:enumNames': schema.enumLabels,
    // A required text may be an empty one: the runtime says whether it may.
    'ui:emptyValue': isRequired && schema.type === 'string' ? '' : undefined,
    'ui:placeholder': placeholderOf(schema),
    'ui:options': defined({ member, default: schema.default, advanced: schema.advanced }),
  });
}

function fieldOf({ format, type, properties, additionalProperties }: Schema): string | undefined {
  if (format === 'file') return 'file';
  const isMap = type === 'object' && properties === undefined && typeof additionalProperties === 'object';
  return isMap ? 'pairs' : undefined;
}

function widgetOf(schema: Schema): string | undefined {
  if (schema.secret === true || schema.format === 'password') return 'password';
  if (schema.lookup) return 'lookup';
  if (schema.enum) return 'select';
  if (schema.format === 'date-time') return 'moment';
  if (schema.format === 'text' || schema.format === 'code') return 'textarea';
  return schema.type === 'boolean' ? 'switch' : undefined;
}

function placeholderOf({ default: usual, examples, enum: values, enumLabels }: Schema): string | undefined {
  if (usual === undefined) return examples?.[0] === undefined ? undefined : String(examples[0]);
  const label = enumLabels?.[values?.indexOf(usual) ?? -1] ?? String(usual);
  return `Default: ${label}`;
}

const defined = <Members extends object>(members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Members;
