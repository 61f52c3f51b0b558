import type { Lookup } from '../../shared/lookup.ts';

/** How a field is shown: which constants its typedInput takes, and what their values are turned into. */
export type FieldKind = 'text' | 'number' | 'boolean' | 'choice' | 'date' | 'file' | 'json';

/** What the form itself checks of a constant; everything else is the runtime's. */
export interface Limits {
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}

/** One row of an edit form. */
export interface FieldDefinition {
  name: string;
  title: string;
  description: string;
  kind: FieldKind;
  required: boolean;
  /** Folded away until asked for. */
  advanced: boolean;
  /** Never a constant of a flow: flows are kept and exported in plain text. */
  secret: boolean;
  default?: unknown;
  choices?: { value: string; label: string }[];
  lookup?: Lookup;
  limits: Limits;
}

/** A field of the connection: shown for some of its types, kept in the flow or in the encrypted credentials. */
export interface ConnectionField extends FieldDefinition {
  /** The types of connection that have it. */
  types: string[];
  /** Those of them that cannot do without it. */
  requiredBy: string[];
  /** Kept encrypted, beside the flow. */
  credential: boolean;
}

export interface ConnectionDefinition {
  type: string;
  title: string;
  description: string;
  /** The types of connection, the first being the default. */
  choices: { value: string; label: string; description: string }[];
  fields: ConnectionField[];
}

/** One node of the palette. */
export interface NodeDefinition {
  type: string;
  operation: string;
  title: string;
  description: string;
  documentation: string;
  effect: string;
  /** Whether it needs no connection. */
  local: boolean;
  fields: FieldDefinition[];
  /** Members of the output, for the help. */
  output: { name: string; title: string; description: string }[];
  /** Actions, for the help. */
  permissions: { action: string; because?: string }[];
}

/** Something of the manifest that Node-RED has no means for; the runtime goes on holding to it. */
export interface NodeLoss {
  node: string;
  field?: string;
  /** The schema keyword, or the part of the manifest. */
  keyword: string;
  instead: string;
}

/** Everything that the package is made of. */
export interface NodeRedDefinitions {
  connection: ConnectionDefinition;
  nodes: NodeDefinition[];
}
