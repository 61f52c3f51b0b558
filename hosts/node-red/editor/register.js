/* global $, RED, definitions */
import { problemIn } from './check.js';
import { buildConnectionForm, readConnectionForm } from './connection.js';
import { buildForm, readForm } from './form.js';
import { textOf } from './texts.js';

/** Palette colours by what an operation does. */
const COLOURS = { read: '#A6D7A8', write: '#FDD0A2', delete: '#E7B4B4' };
const ICONS = { read: 'font-awesome/fa-cloud-download', write: 'font-awesome/fa-cloud-upload' };

function registerConnection(definition) {
  const credentials = definition.fields.filter(({ credential }) => credential);
  RED.nodes.registerType(definition.type, {
    category: 'config',
    defaults: {
      name: { value: '' },
      connectionType: { value: definition.choices[0].value },
      settings: { value: {} },
    },
    credentials: Object.fromEntries(
      credentials.map(({ name, secret }) => [name, { type: secret ? 'password' : 'text' }]),
    ),
    label() {
      return this.name || textOf(this, `${definition.path}.label`);
    },
    oneditprepare() {
      buildConnectionForm($('#aws-s3-connection-form'), definition, this);
    },
    oneditsave() {
      this.settings = readConnectionForm(definition);
    },
  });
}

function registerOperation(definition) {
  const connection = { value: '', type: definitions.connection.type, required: true };
  RED.nodes.registerType(definition.type, {
    category: 'Amazon S3',
    color: COLOURS[definition.effect],
    icon: ICONS[definition.effect] ?? 'font-awesome/fa-trash',
    inputs: 1,
    outputs: 1,
    defaults: {
      name: { value: '' },
      ...(definition.local ? {} : { connection }),
      input: { value: {}, validate: validator(definition) },
    },
    paletteLabel() {
      return textOf(this, `${definition.path}.label`);
    },
    label() {
      return this.name || textOf(this, `${definition.path}.label`);
    },
    labelStyle() {
      return this.name ? 'node_label_italic' : '';
    },
    oneditprepare() {
      buildForm($('#aws-s3-form'), definition, this);
    },
    oneditsave() {
      this.input = readForm(definition);
    },
  });
}

/** With two parameters, Node-RED shows what it returns as the reason. */
const validator = (definition) =>
  function (settings, _options) {
    const problem = problemIn(definition.fields, settings ?? {});
    if (problem === undefined) return true;
    const { key, field } = problem;
    const title = textOf(this, `${definition.path}.fields.${field.name}.title`);
    return textOf(this, `problems.${key}`, { title, ...field.limits });
  };

registerConnection(definitions.connection);
definitions.nodes.forEach(registerOperation);
