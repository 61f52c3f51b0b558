import type { JsonSchema, Manifest, ManifestOperation } from '../../../connector/index.ts';
import { mapConnection } from './connection.ts';
import type { Mapped } from '../../shared/mapping.ts';
import type { NodeDefinition, NodeLoss, NodeRedDefinitions } from './definitions.ts';
import { fieldOf, membersOf } from './fields.ts';
import { connectionLosses, operationLosses } from './losses.ts';

/** The set of nodes, as Node-RED's catalogues, locales and files name it. */
export const NODE_SET = 'aws-s3';

const CONNECTION_TYPE = `${NODE_SET}-connection`;

/**
 * The manifest in Node-RED's terms, and what these cannot say. An operation that other operations' fields name as
 * their lookup is a dropdown and no node.
 */
export function mapManifest(manifest: Manifest): Mapped<NodeRedDefinitions, NodeLoss> {
  const lookups = lookupsOf(manifest);
  const operations = manifest.operations.filter(({ name }) => !lookups.has(name));
  const connection = mapConnection(CONNECTION_TYPE, manifest.auth);
  const losses = [
    ...connectionLosses(CONNECTION_TYPE, manifest.auth, connection.fields),
    ...operations.flatMap((operation) => operationLosses(nodeType(operation.name), operation)),
  ];
  return { format: { connection, nodes: operations.map(mapOperation) }, losses };
}

/** `put_object_text` becomes `aws-s3-put-object-text`: types are global to an installation of Node-RED. */
const nodeType = (operation: string): string => `${NODE_SET}-${operation.replaceAll('_', '-')}`;

function mapOperation(operation: ManifestOperation): NodeDefinition {
  const { name, title, description, documentation, effect, local } = operation;
  return {
    type: nodeType(name),
    operation: name,
    title,
    description,
    documentation,
    effect,
    local,
    fields: membersOf(operation.input_schema).map(([member, schema]) =>
      fieldOf(member, schema, operation.input_schema),
    ),
    output: membersOf(operation.output_schema).map(([member, schema]) => ({
      name: member,
      title: String(schema.title ?? member),
      description: String(schema.description ?? ''),
    })),
    permissions: operation.permissions.map(({ action, because }) => ({ action, because })),
  };
}

/** The names of all operations that some field anywhere takes its choices from. */
function lookupsOf(manifest: Manifest): Set<string> {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { lookup } = node as { lookup?: { operation?: unknown } };
    if (typeof lookup?.operation === 'string') found.add(lookup.operation);
    Object.values(node).forEach(visit);
  };
  visit(manifest.auth);
  for (const { input_schema } of manifest.operations) visit(input_schema satisfies JsonSchema);
  return found;
}
