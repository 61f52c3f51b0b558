/** What the page and its server say to each other, as the server's own types have it. */
export type {
  ErrorFacts,
  FileObject,
  ManifestOperation,
  StageEvent,
  StageName,
} from '../../../connector/index.ts';
export type { ConnectionView } from '../../../hosts/http/index.ts';

/** An operation as the list of them tells it. */
export interface OperationSummary {
  name: string;
  title: string;
  description: string;
  documentation: string;
  effect: 'read' | 'write' | 'delete';
  local: boolean;
}

/** What a form and a result are drawn from: the keywords of JSON Schema that the page looks at. */
export interface Schema {
  type?: string | string[];
  title?: string;
  description?: string;
  format?: string;
  const?: unknown;
  enum?: unknown[];
  enumLabels?: string[];
  default?: unknown;
  examples?: unknown[];
  advanced?: boolean;
  secret?: boolean;
  lookup?: { operation: string; input: Record<string, unknown> };
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  minLength?: number;
}

/** One thing that is wrong with an input, beside its field. */
export interface Problem {
  field: string;
  message: string;
  fix: string;
}

/** A choice of a dropdown. */
export interface Choice {
  text: string;
  value: string;
}

export type Values = Record<string, unknown>;
