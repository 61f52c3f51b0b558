import type { Tool } from '@modelcontextprotocol/server';
import type { JsonSchema, Manifest, ManifestOperation } from '../../../connector/index.ts';
import type { Loss, Mapped } from '../../shared/mapping.ts';
import { REFUSED_AT_ROOT, rulesInWords } from './rules.ts';
import { plainSchema, type OnLoss } from './schema.ts';

/**
 * Every operation as a tool (https://modelcontextprotocol.io/specification/2025-11-25/server/tools), and what the
 * tools' schemas cannot say: rules beyond JSON Schema, and the hints of forms.
 */
export function mapTools(manifest: Pick<Manifest, 'operations'>): Mapped<Tool[]> {
  const losses: Loss[] = [];
  const format = manifest.operations.map((operation) =>
    toolOf(operation, (at, keyword) => losses.push({ operation: operation.name, at, keyword })),
  );
  return { format, losses };
}

function toolOf(operation: ManifestOperation, onLoss: OnLoss): Tool {
  const { name, title, effect, idempotent, local, documentation } = operation;
  return {
    name,
    title,
    description: [operation.description, ...rulesInWords(operation.input_schema)].join(' '),
    inputSchema: inputOf(operation.input_schema, onLoss) as Tool['inputSchema'],
    outputSchema: plainSchema(operation.output_schema, '/output_schema', onLoss) as Tool['outputSchema'],
    annotations: {
      title,
      readOnlyHint: effect === 'read',
      // A write may replace what is there: only reading is sure to destroy nothing.
      destructiveHint: effect !== 'read',
      idempotentHint: idempotent,
      openWorldHint: !local,
    },
    _meta: { 'aws-s3-connector/effect': effect, 'aws-s3-connector/documentation': documentation },
  };
}

function inputOf(schema: JsonSchema, onLoss: OnLoss): JsonSchema {
  const refused = REFUSED_AT_ROOT.filter((keyword) => keyword in schema);
  refused.forEach((keyword) => onLoss('/input_schema', keyword));
  const rest = Object.entries(schema).filter(([keyword]) => !(refused as string[]).includes(keyword));
  return plainSchema(Object.fromEntries(rest), '/input_schema', onLoss);
}
