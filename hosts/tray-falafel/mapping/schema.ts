import type { JsonSchema } from '../../../connector/index.ts';
import { FORMATS, type TrayLoss } from '../../shared/tray/forms.ts';
import type { ConnectionInput } from '../names.ts';
import { mapLookup, type Lookup } from './lookup.ts';

/** A schema in falafel's own form: `required` and `advanced` stand at the member itself. */
export type FalafelSchema = Record<string, unknown>;
export type Members = Record<string, FalafelSchema>;

const KEPT = new Set(['title', 'description', 'default', 'const', 'minimum', 'maximum', 'type']);
/** Keywords that say nothing to a form, or that are dealt with where they stand. */
const SILENT = new Set(
  '$schema $id advanced messages properties additionalProperties required enumLabels'.split(' '),
);

/** Maps the members of an object schema, and puts what is lost on the list. */
export function createMapper(connection: ReadonlyMap<string, ConnectionInput>, losses: TrayLoss[]) {
  function mapObject(schema: JsonSchema, at: string): Members {
    for (const [keyword, value] of Object.entries(schema)) {
      if (keyword !== 'type' && !SILENT.has(keyword)) lose(at, keyword, value);
    }
    return mapMembers(schema, at);
  }

  /** Falafel takes an empty text at the top for a missing one, and so must not ask for it. */
  function mapInput(schema: JsonSchema, at: string): Members {
    const members = mapObject(schema, at);
    const properties = schema.properties as Record<string, JsonSchema>;
    for (const [name, member] of Object.entries(members)) {
      if (member.required !== true || !mayBeEmpty(properties[name] ?? {})) continue;
      delete member.required;
      lose(`${at}.${name}`, 'required', 'for a text that may be empty');
    }
    return members;
  }

  function mapMembers({ properties = {}, required = [] }: JsonSchema, at: string): Members {
    const members = Object.entries(properties as Record<string, JsonSchema>);
    return Object.fromEntries(
      members.map(([name, member]) => {
        const mapped = mapMember(member, `${at}.${name}`);
        if ((required as string[]).includes(name)) mapped.required = true;
        if (member.advanced === true) mapped.advanced = true;
        return [name, mapped];
      }),
    );
  }

  function mapMember(schema: JsonSchema, at: string): FalafelSchema {
    const mapped: FalafelSchema = {};
    for (const [keyword, value] of Object.entries(schema)) {
      const known = mapKeyword(keyword, value, schema, at);
      if (known !== undefined) Object.assign(mapped, known);
      else if (!SILENT.has(keyword)) lose(at, keyword, value);
    }
    if (schema.properties !== undefined) mapped.properties = mapMembers(schema, at);
    if (schema.additionalProperties !== undefined) mapped.additionalProperties = rest(schema, at);
    return splitTypes(mapped);
  }

  function mapKeyword(
    keyword: string,
    value: unknown,
    schema: JsonSchema,
    at: string,
  ): FalafelSchema | undefined {
    if (KEPT.has(keyword)) return { [keyword]: value };
    if (keyword === 'enum') return { enum: choices(schema) };
    if (keyword === 'lookup') return { lookup: mapLookup(value as Lookup, connection) };
    if (keyword === 'items') return { items: mapMember(value as JsonSchema, `${at}[]`) };
    const format = keyword === 'format' ? FORMATS[value as string] : undefined;
    return format === undefined ? undefined : { format };
  }

  const rest = ({ additionalProperties: schema }: JsonSchema, at: string) =>
    typeof schema === 'boolean' ? schema : mapMember(schema as JsonSchema, `${at}.*`);

  function lose(at: string, keyword: string, value: unknown): void {
    const what = ['format', 'required'].includes(keyword) ? `${keyword} ${String(value)}` : keyword;
    losses.push({ at, keyword, reason: `falafel has no ${what}` });
  }

  return { mapInput, mapOutput: mapObject, mapMember };
}

const mayBeEmpty = ({ type, minLength, enum: values, const: constant }: JsonSchema): boolean =>
  type === 'string' && minLength === undefined && values === undefined && constant === undefined;

/** `enum` with its labels beside the values, where there are labels. */
function choices({ enum: values, enumLabels: labels }: JsonSchema): unknown[] {
  if (!Array.isArray(labels)) return values as unknown[];
  return (values as unknown[]).map((value, index) => ({ text: labels[index] as string, value }));
}

const OBJECT_ONLY = new Set(['properties', 'additionalProperties']);
const TITLES: Readonly<Record<string, string>> = { string: 'Text', integer: 'Whole number' };

/** Several types as forms to choose from: falafel looks into an object only where that is the one type. */
function splitTypes({ type: types, ...schema }: FalafelSchema): FalafelSchema {
  if (!Array.isArray(types)) return types === undefined ? schema : { type: types, ...schema };
  const object = Object.fromEntries(Object.entries(schema).filter(([name]) => OBJECT_ONLY.has(name)));
  const others = Object.entries(schema).filter(([name]) => !OBJECT_ONLY.has(name));
  const forms = (types as string[]).map((type) => ({
    title: TITLES[type] ?? `${type.slice(0, 1).toUpperCase()}${type.slice(1)}`,
    type,
    ...(type === 'object' ? (schema.properties === undefined ? { additionalProperties: true } : object) : {}),
  }));
  return { ...Object.fromEntries(others), oneOf: forms };
}
