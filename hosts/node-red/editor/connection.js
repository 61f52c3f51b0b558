/* global $ */
import { searchOf } from './lookup.js';
import { textOf } from './texts.js';

/** The config node's dialog: the type of connection decides which fields are shown. */
export function buildConnectionForm(container, definition, node) {
  const choices = definition.choices.map(({ value }, index) =>
    $('<option>', { value }).text(textOf(node, `${definition.path}.choices.${index}`)),
  );
  const select = $('<select>', { id: 'node-config-input-connectionType' }).append(choices);
  container.append(rowOf(textOf(node, 'form.connection_type'), select));
  for (const field of definition.fields) container.append(fieldRow(definition, field, node));
  select.val(node.connectionType || definition.choices[0].value);
  const show = () => {
    for (const { name, types } of definition.fields)
      $(`#node-config-input-${name}`).closest('.form-row').toggle(types.includes(select.val()));
  };
  select.on('change', show);
  show();
}

const rowOf = (title, input) =>
  $('<div>', { class: 'form-row' }).append($('<label>', { for: input.attr('id') }).text(title), input);

function fieldRow(definition, field, node) {
  const key = `${definition.path}.fields.${field.name}`;
  const input = inputOf(field, node);
  if (field.lookup) input.autoComplete({ search: searchOf(definition, field, node), minLength: 0 });
  if (!field.credential) input.val(node.settings?.[field.name] ?? '');
  return rowOf(textOf(node, `${key}.title`), input.attr('title', textOf(node, `${key}.description`)));
}

function inputOf(field, node) {
  const id = `node-config-input-${field.name}`;
  // The editor has filled it in already, in the template, and never with a secret.
  if (field.credential) return $(`#${id}`);
  if (field.kind === 'boolean')
    return $('<select>', { id }).append(
      ['', 'true', 'false'].map((value) =>
        $('<option>', { value }).text(value === '' ? '—' : textOf(node, `form.${value}`)),
      ),
    );
  const placeholder = field.kind === 'json' ? '["...", "..."]' : String(field.default ?? '');
  return $('<input>', { id, type: 'text', placeholder });
}

/** The settings that stay in the flow: only what says something. */
export function readConnectionForm(definition) {
  const settings = {};
  for (const { name, credential } of definition.fields) {
    const value = $(`#node-config-input-${name}`).val();
    if (!credential && value !== '') settings[name] = value;
  }
  return settings;
}
