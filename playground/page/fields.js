import { upload } from './api.js';
import { element } from './dom.js';

const pad = (number) => String(number).padStart(2, '0');

/** An instant as `datetime-local` wants it: this place's time. */
function localTime(text) {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return '';
  const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-');
  return `${day}T${[date.getHours(), date.getMinutes(), date.getSeconds()].map(pad).join(':')}`;
}

const asText = (value) =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

/** A field whose text is its value; an empty one that may be left out is left out. */
function textField(control, required, parse = (text) => text, show = asText) {
  return {
    control,
    read: () => (control.value === '' && !required ? undefined : parse(control.value)),
    write: (value) => (control.value = show(value)),
  };
}

function choice(schema, id, required) {
  const values = schema.enum ?? [true, false];
  const labels =
    schema.enumLabels ?? values.map((value) => ({ true: 'Yes', false: 'No' })[value] ?? String(value));
  const usual =
    schema.default === undefined
      ? ''
      : `Default: ${labels[values.indexOf(schema.default)] ?? schema.default}`;
  const options = values.map((value, index) =>
    element('option', { value: JSON.stringify(value) }, labels[index]),
  );
  const control = element(
    'select',
    { id },
    element('option', { value: '' }, usual || (required ? 'Choose…' : '—')),
    ...options,
  );
  const show = (value) => (value === undefined ? '' : JSON.stringify(value));
  return textField(control, false, JSON.parse, show);
}

/** What is not JSON is sent as the text it is: the connector then says what it wants. */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function jsonField(schema, id, required) {
  const placeholder = schema.type === 'array' ? '[ … ]' : '{ … }';
  const control = element('textarea', { id, rows: 3, placeholder, spellcheck: 'false' });
  const show = (value) => (value === undefined ? '' : JSON.stringify(value, null, 2));
  const field = textField(control, required, parseJson, show);
  return { ...field, read: () => (control.value.trim() === '' ? undefined : field.read()) };
}

/** A file of this computer becomes a file object; one from another run can be pasted. */
function fileField(schema, id, required) {
  const pasted = jsonField({}, `${id}-object`, required);
  pasted.control.setAttribute('aria-label', `${schema.title ?? 'File'} as JSON`);
  pasted.control.placeholder = 'or a file object: {"name", "url", "mime_type", "expires"}';
  const note = element('small', { role: 'status' });
  const change = async () => {
    const [file] = input.files;
    if (!file) return;
    note.textContent = `Uploading ${file.name}…`;
    try {
      pasted.write(await upload(file));
      note.textContent = `${file.name} is uploaded.`;
    } catch (error) {
      note.textContent = error.message;
    }
  };
  const input = element('input', { id, type: 'file', change });
  return { ...pasted, control: element('div', { class: 'file' }, input, note, pasted.control) };
}

function inputField(schema, id, required, type) {
  const placeholder = schema.default ?? schema.examples?.[0];
  return element('input', {
    id,
    type,
    placeholder,
    autocomplete: type === 'password' ? 'new-password' : 'off',
    spellcheck: 'false',
  });
}

/** Makes the field for one member of a schema: its control, and how to read and write its value. */
export function fieldFor(schema, id, required) {
  const { type, format } = schema;
  if (format === 'file') return fileField(schema, id, required);
  if (schema.enum || type === 'boolean') return choice(schema, id, required);
  if (type === 'integer' || type === 'number')
    return textField(inputField(schema, id, required, 'number'), false, Number);
  if (type !== 'string') return jsonField(schema, id, required);
  if (format === 'date-time') {
    const control = element('input', { id, type: 'datetime-local', step: 1 });
    return textField(control, false, (text) => new Date(text).toISOString(), localTime);
  }
  if (format === 'text' || format === 'code')
    return textField(element('textarea', { id, rows: 6, spellcheck: 'false' }), required);
  const secret = format === 'password' || schema.secret;
  return textField(inputField(schema, id, required, secret ? 'password' : 'text'), required);
}
