import { searchOf } from './lookup.js';
import { textOf } from './texts.js';

/** Sources that every field can be read from, beside a constant. */
const SOURCES = ['msg', 'flow', 'global', 'env', 'jsonata'];

/** The types that typedInput offers for a field, the constant first. */
export function typesOf(definition, field, node) {
  if (field.secret) return SOURCES;
  // No variable of the environment and no constant holds a file.
  if (field.kind === 'file') return ['msg', 'flow', 'global', 'jsonata'];
  return [constantOf(definition, field, node), ...SOURCES];
}

function constantOf(definition, field, node) {
  if (field.lookup) return lookupType(definition, field, node);
  if (field.kind === 'number') return 'num';
  if (field.kind === 'json') return 'json';
  if (field.kind === 'boolean') return choiceType('bool', field, booleans(node));
  if (field.kind === 'choice') return choiceType('str', field, choicesOf(definition, field, node));
  return 'str';
}

/** One of several values, or none. */
function choiceType(value, field, options) {
  const none = { value: '', label: field.required ? '' : '—' };
  return { value, label: field.title, showLabel: false, options: [none, ...options] };
}

const booleans = (node) =>
  ['true', 'false'].map((value) => ({ value, label: textOf(node, `form.${value}`) }));

const choicesOf = (definition, field, node) =>
  field.choices.map(({ value }, index) => ({
    value,
    label: textOf(node, `${definition.path}.fields.${field.name}.choices.${index}`),
  }));

/** A text with live choices. */
const lookupType = (definition, field, node) => ({
  value: 'str',
  label: 'string',
  icon: 'red/images/typedInput/az.svg',
  autoComplete: searchOf(definition, field, node),
});
