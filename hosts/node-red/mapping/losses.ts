import type { JsonSchema, ManifestOperation } from '../../../connector/index.ts';
import type { ConnectionField, NodeLoss } from './definitions.ts';
import { kindOf, membersOf } from './fields.ts';

/** What a row of the form shows, checks or is made from. */
const SHOWN = new Set(
  (
    '$schema $id type title description advanced default enum enumLabels lookup ' +
    'minLength maxLength pattern minimum maximum messages format secret'
  ).split(' '),
);
/** What the form as a whole is made from. */
const FORM = new Set(['$schema', '$id', 'type', 'title', 'description', 'properties', 'required']);
/** Formats that say which input to show, rather than what to check. */
const WIDGETS = new Set(['file', 'password', 'text', 'code']);

const AT_RUN_TIME = 'checked when the node runs';
const NO_CONSTANT = 'no constant: a message, a context or an environment variable gives it';

/** What of an operation a node cannot express. */
export function operationLosses(node: string, operation: ManifestOperation): NodeLoss[] {
  const { input_schema: input } = operation;
  const form = Object.keys(input)
    // Nothing can be added to a form.
    .filter((keyword) => !FORM.has(keyword) && keyword !== 'additionalProperties')
    .map((keyword): NodeLoss => ({ node, keyword, instead: AT_RUN_TIME }));
  const fields = membersOf(input).flatMap(([field, schema]) => fieldLosses(node, field, schema, NO_CONSTANT));
  return [
    ...form,
    ...fields,
    { node, keyword: 'output_schema', instead: "the output's members stand in the help" },
  ];
}

/** What of the connection's schema its form cannot express. Credentials keep secrets as they should be. */
export function connectionLosses(
  node: string,
  auth: JsonSchema,
  fields: readonly ConnectionField[],
): NodeLoss[] {
  const members = new Map((auth.oneOf as JsonSchema[]).flatMap((schema) => membersOf(schema)));
  return fields.flatMap(({ name }) => fieldLosses(node, name, members.get(name) as JsonSchema));
}

function fieldLosses(node: string, field: string, schema: JsonSchema, secret?: string): NodeLoss[] {
  const kind = kindOf(schema);
  const loss = (keyword: string, instead: string): NodeLoss => ({ node, field, keyword, instead });
  if (kind === 'json') return [loss(String(schema.type ?? 'oneOf'), `entered as JSON; ${AT_RUN_TIME}`)];
  if (kind === 'file') return [loss('format: file', 'a file object or a Buffer of a message, no upload')];
  const unchecked = Object.keys(schema).filter((keyword) => !SHOWN.has(keyword));
  const format = String(schema.format ?? '');
  return [
    ...unchecked.map((keyword) => loss(keyword, AT_RUN_TIME)),
    ...(format === '' || WIDGETS.has(format) ? [] : [loss(`format: ${format}`, AT_RUN_TIME)]),
    ...(schema.secret === true && secret ? [loss('secret', secret)] : []),
  ];
}
