/* global $ */
import { textOf } from './texts.js';

/**
 * What Node-RED's autoComplete asks while one types: the live choices, narrowed down by what is typed. It must have two
 * parameters.
 */
export const searchOf = (definition, field, node) => async (typed, done) =>
  done(await choicesNow(definition, field, node, typed));

async function choicesNow(definition, field, node, typed) {
  try {
    return matching(await lookUp(definition, field), typed);
  } catch (error) {
    return [hint(node, error.responseJSON)];
  }
}

/** A bare text would be taken for markup. */
const labelOf = (text) => $('<span>').text(text);

const matching = (choices, typed) =>
  choices
    .filter(({ text, value }) => `${text} ${value}`.toLowerCase().includes(typed.toLowerCase()))
    .map(({ text, value }) => ({ value, label: labelOf(text) }));

/** Why there are no choices, in their place; the field stays a field to type in. */
const hint = (node, answer) => ({
  value: '',
  label: labelOf(answer ? `${answer.message} ${answer.fix}` : textOf(node, 'form.no_choices')),
});

/** Asks the runtime for the choices, given the constants in the form so far. */
function lookUp(definition, field) {
  const input = {};
  for (const { name } of definition.fields) {
    const row = $(`#aws-s3-field-${name}`);
    if (row.length > 0 && row.typedInput('type') === 'str') input[name] = row.typedInput('value');
  }
  const connection = $('#node-input-connection').val();
  return Promise.resolve(
    $.ajax({
      url: 'aws-s3-connector/lookup',
      method: 'POST',
      contentType: 'application/json',
      data: JSON.stringify({ type: definition.type, field: field.name, connection, input }),
    }),
  );
}
