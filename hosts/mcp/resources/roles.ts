import type { JsonSchema, Manifest, ManifestOperation } from '../../../connector/index.ts';

/** The names of the operations that buckets and objects are browsed and read by. */
export interface Roles {
  /** Gives an object's content. */
  read: string;
  /** Lists the buckets to choose from. */
  buckets: string;
  /** Lists the keys to choose from in a bucket, under a prefix. */
  objects: string;
}

const ADDRESS = ['bucket_name', 'object_path'];

/**
 * Finds them by what their schemas say: the one that needs a bucket and a key and gives the content, and the lookups
 * of its two fields. Without such an operation there are no resources.
 */
export function findRoles({ operations }: Pick<Manifest, 'operations'>): Roles | undefined {
  const reader = operations.find(readsContent);
  const [buckets, objects] = ADDRESS.map((field) => reader && lookupOf(reader, field));
  return reader && buckets !== undefined && objects !== undefined
    ? { read: reader.name, buckets, objects }
    : undefined;
}

function readsContent({ effect, input_schema, output_schema }: ManifestOperation): boolean {
  const required = (input_schema.required ?? []) as string[];
  const isAddress = required.length === ADDRESS.length && ADDRESS.every((field) => required.includes(field));
  return effect === 'read' && isAddress && 'content' in propertiesOf(output_schema);
}

function lookupOf({ input_schema }: ManifestOperation, field: string): string | undefined {
  return (propertiesOf(input_schema)[field]?.lookup as { operation: string } | undefined)?.operation;
}

const propertiesOf = ({ properties }: JsonSchema) => (properties ?? {}) as Record<string, JsonSchema>;
