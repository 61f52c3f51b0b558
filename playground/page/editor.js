import { post } from './api.js';
import { chosenConnection } from './connections.js';
import { element } from './dom.js';
import { createForm } from './form.js';

/** The input as a form or as JSON; going from one to the other keeps it. */
export function createEditor(operation) {
  const lookUp = async (member, input) => {
    const body = { connection: chosenConnection(), member, input };
    return (await post(`operations/${operation.name}/lookup`, body)).result;
  };
  const form = createForm(operation.input_schema, lookUp);
  const fields = element('div', {}, ...form.content);
  const text = element('textarea', {
    rows: 18,
    'aria-label': 'Input as JSON',
    spellcheck: 'false',
    hidden: true,
  });
  const isRaw = () => !text.hidden;
  const read = () => (isRaw() ? parse(text.value) : form.read());
  const write = (input) => {
    form.write(input);
    text.value = JSON.stringify(input, null, 2);
  };
  const toggle = () => {
    write(read());
    text.hidden = isRaw();
    fields.hidden = isRaw();
  };
  return { content: [fields, text], read, write, toggle, isRaw, showProblems: form.showProblems };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    const facts = {
      category: 'input',
      code: 'json_invalid',
      fix: 'Correct the JSON, or go back to the form.',
    };
    throw Object.assign(new Error(`The input is not JSON: ${error.message}`), facts);
  }
}
