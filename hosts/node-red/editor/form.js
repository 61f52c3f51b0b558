/* global $ */
import { isBlank } from './check.js';
import { typesOf } from './inputs.js';
import { textOf } from './texts.js';

/** Builds the rows of an edit dialog, those that are rarely needed behind a heading that opens them. */
export function buildForm(container, definition, node) {
  const advanced = $('<details>').append($('<summary>').text(textOf(node, 'form.advanced')));
  for (const field of definition.fields) {
    const row = buildRow(definition, field, node);
    (field.advanced ? advanced : container).append(row);
    attachInput(row.find('input').first(), definition, field, node);
  }
  if (advanced.children().length > 1) container.append(advanced);
  const isUsed = ({ name, advanced: folded }) => folded && node.input?.[name] !== undefined;
  advanced.prop('open', definition.fields.some(isUsed));
}

function buildRow(definition, field, node) {
  const key = `${definition.path}.fields.${field.name}`;
  const id = `aws-s3-field-${field.name}`;
  const title = `${textOf(node, `${key}.title`)}${field.required ? ' *' : ''}`;
  const label = $('<label>', { for: id, title: textOf(node, `${key}.description`) }).text(title);
  const input = $('<input>', { type: 'text', id }).css('width', '68%');
  return $('<div>', { class: 'form-row' }).append(label, input);
}

function attachInput(input, definition, field, node) {
  const types = typesOf(definition, field, node);
  const [first] = types;
  const initial = typeof first === 'string' ? first : first.value;
  const stored = node.input?.[field.name];
  input.typedInput({ default: initial, types });
  input.typedInput('type', stored?.type ?? initial);
  input.typedInput('value', stored?.value ?? (field.kind === 'file' && field.required ? 'payload' : ''));
  const inner = input.next('.red-ui-typedInput-container').find('.red-ui-typedInput-input');
  if (field.default !== undefined) inner.attr('placeholder', String(field.default));
}

/** What the dialog holds, as the node keeps it: only what says something. */
export function readForm(definition) {
  const settings = {};
  for (const field of definition.fields) {
    const input = $(`#aws-s3-field-${field.name}`);
    const setting = { type: input.typedInput('type'), value: input.typedInput('value') };
    if (!isBlank(field, setting)) settings[field.name] = setting;
  }
  return settings;
}
