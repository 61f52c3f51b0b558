import type { JsonSchema } from '../../../connector/index.ts';
import { FORMATS, type TrayLoss } from '../../shared/tray/forms.ts';
import { reasonFor } from './losses.ts';
import { splitTypes } from './union.ts';

interface MappedSchema {
  schema: JsonSchema;
  losses: TrayLoss[];
}

/** Keywords that mean the same in both. */
const KEPT = new Set([
  'type',
  'title',
  'description',
  'default',
  'const',
  'enum',
  'enumLabels',
  'required',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
]);

/** Keywords that say nothing to a form, or that are dealt with where they stand. */
const SILENT = new Set(['$schema', '$id', 'advanced', 'messages', 'properties', 'additionalProperties']);

/**
 * A JSON Schema in the form that Tray's CDK generates from types: `advanced` is the parent's list, a lookup names its
 * operation and whether that needs the connection, formats are Tray's own.
 * @param isLocal whether an operation needs no connection
 */
export function mapSchema(
  schema: JsonSchema,
  at: string,
  isLocal: (operation: string) => boolean,
): MappedSchema {
  const losses: TrayLoss[] = [];

  const map = (given: JsonSchema, path: string): JsonSchema => {
    const mapped: JsonSchema = {};
    for (const [keyword, value] of Object.entries(given)) {
      const known = mapKeyword(keyword, value, path);
      if (known !== undefined) Object.assign(mapped, known);
      else if (!SILENT.has(keyword)) losses.push({ at: path, keyword, reason: reasonFor(keyword, value) });
    }
    return splitTypes({ ...labelled(mapped), ...mapMembers(given, path) });
  };

  const mapKeyword = (keyword: string, value: unknown, path: string): JsonSchema | undefined => {
    if (KEPT.has(keyword)) return { [keyword]: value };
    if (keyword === 'lookup') return { lookup: mapLookup(value as Lookup) };
    if (keyword === 'items') return { items: map(value as JsonSchema, `${path}[]`) };
    const format = keyword === 'format' ? FORMATS[value as string] : undefined;
    return format === undefined ? undefined : { format };
  };

  const mapLookup = ({ operation, input }: Lookup) => ({
    operation,
    input,
    authRequired: !isLocal(operation),
  });

  const mapMembers = ({ properties, additionalProperties }: JsonSchema, path: string): JsonSchema => {
    const rest =
      typeof additionalProperties === 'object' && additionalProperties !== null
        ? map(additionalProperties as JsonSchema, `${path}.*`)
        : additionalProperties;
    const others = rest === undefined ? {} : { additionalProperties: rest };
    if (properties === undefined) return others;
    const members = Object.entries(properties as Record<string, JsonSchema>);
    return {
      properties: Object.fromEntries(members.map(([name, member]) => [name, map(member, `${path}.${name}`)])),
      ...others,
      advanced: members.filter(([, { advanced }]) => advanced === true).map(([name]) => name),
    };
  };

  return { schema: { $schema: 'http://json-schema.org/draft-07/schema#', ...map(schema, at) }, losses };
}

/** Where choices have no labels, Tray would make up some: "Crc 32" for CRC32. */
const labelled = (schema: JsonSchema): JsonSchema =>
  Array.isArray(schema.enum) ? { enumLabels: schema.enum.map(String), ...schema } : schema;

interface Lookup {
  operation: string;
  input: Record<string, unknown>;
}
