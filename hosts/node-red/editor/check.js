/** What the form checks by itself; the runtime checks everything again. Runs in the editor and in tests. */

/** Whether a row says nothing: an empty constant, but for a required text that may be empty. */
export function isBlank(field, setting) {
  if (setting === undefined) return true;
  if (setting.type === 'jsonata' || setting.value !== '') return false;
  return !(field.required && field.kind === 'text' && !field.limits.minLength && setting.type === 'str');
}

/**
 * The first thing wrong with a form, as a key of the catalogue and the values of its placeholders.
 * @returns undefined when nothing is
 */
export function problemIn(fields, settings) {
  for (const field of fields) {
    const setting = settings[field.name];
    const key = isBlank(field, setting) ? missing(field) : isConstant(setting) && breach(field, setting);
    if (key) return { key, field };
  }
  return undefined;
}

const missing = (field) => field.required && 'required';

const isConstant = ({ type }) => ['str', 'num', 'bool', 'json'].includes(type);

/** Node-RED puts an environment variable in the place of a text like this one. */
const IS_VARIABLE = /^\$\{\S+\}$/;

function breach({ kind, limits }, { value }) {
  if (IS_VARIABLE.test(value)) return undefined;
  if (kind === 'number') return numberBreach(limits, value);
  if (kind === 'json') return isJson(value) ? undefined : 'json';
  // In characters of Unicode, as JSON Schema counts.
  const length = [...value].length;
  if (length < (limits.minLength ?? 0)) return 'short';
  if (length > (limits.maxLength ?? Infinity)) return 'long';
  if (limits.pattern && !new RegExp(limits.pattern, 'u').test(value)) return 'pattern';
  return kind === 'date' && Number.isNaN(Date.parse(value)) ? 'date' : undefined;
}

function numberBreach(limits, value) {
  const number = Number(value);
  if (Number.isNaN(number)) return 'number';
  if (number < (limits.minimum ?? -Infinity)) return 'small';
  return number > (limits.maximum ?? Infinity) ? 'large' : undefined;
}

function isJson(value) {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
