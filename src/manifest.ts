import type { Effect, Example, PermissionRow } from './define.ts';
import type { JsonSchema } from './schema.ts';
import type { Service } from './service.ts';
import type { Validator } from './validator.ts';

export interface ManifestOperation {
  name: string;
  title: string;
  description: string;
  documentation: string;
  effect: Effect;
  idempotent: boolean;
  /** True for an operation that needs no connection and no region. */
  local: boolean;
  input_schema: JsonSchema;
  output_schema: JsonSchema;
  permissions: readonly PermissionRow[];
  examples: readonly Example[];
}

/** What a platform loads. */
export interface Manifest {
  name: string;
  version: string;
  title: string;
  description: string;
  /** The connection form. */
  auth: JsonSchema;
  operations: ManifestOperation[];
}

/** Describes the connector as plain JSON, sorted by name, every `$ref` resolved inside each schema. */
export function manifestOf(service: Service<never> | Service<unknown>, validator: Validator): Manifest {
  const { name, version, title, description } = service;
  const operations = Object.values(service.operations).map((operation): ManifestOperation => ({
    name: operation.name,
    title: operation.title,
    description: operation.description,
    documentation: operation.documentation,
    effect: operation.effect,
    idempotent: operation.idempotent,
    local: operation.local ?? false,
    input_schema: validator.inline(operation.contract.input),
    output_schema: validator.inline(operation.contract.output),
    permissions: operation.permissions === 'none' ? [] : operation.permissions,
    examples: operation.contract.examples.valid,
  }));
  return { name, version, title, description, auth: validator.inline(service.auth), operations };
}
