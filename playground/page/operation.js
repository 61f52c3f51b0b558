import { get } from './api.js';
import { byId, element } from './dom.js';
import { createEditor } from './editor.js';
import { showError } from './outcome.js';
import { createPresets } from './presets.js';
import { cancelRun, startRun } from './run.js';

/** What goes wrong in the page itself is shown where a failed run is. */
const guarded = (action) => () => Promise.resolve().then(action).catch(showError);

/** Shows an operation with its first example filled in, ready to run. */
export async function openOperation(name) {
  const operation = await get(`operations/${encodeURIComponent(name)}`);
  // Another one was chosen while this one was fetched.
  if (decodeURIComponent(location.hash.slice(1)) !== name) return;
  const editor = createEditor(operation);
  const presets = createPresets(operation.examples, editor);
  byId('operation').replaceChildren(...headOf(operation), formOf(operation, editor, presets));
  byId('result').replaceChildren(element('p', { class: 'quiet' }, 'Not run yet.'));
  await presets.choose('0');
}

const headOf = ({ title, effect, description, documentation }) => [
  element('h2', {}, title, element('span', { class: `badge ${effect}` }, effect)),
  element(
    'p',
    {},
    description,
    ' ',
    element(
      'a',
      { href: documentation, target: '_blank', rel: 'noopener noreferrer' },
      'AWS documentation ↗',
    ),
  ),
];

function formOf(operation, editor, presets) {
  const start = element('button', { class: operation.effect === 'delete' ? 'danger' : 'primary' }, 'Run');
  const cancel = element('button', { type: 'button', disabled: true, click: cancelRun }, 'Cancel');
  const run = guarded(() => start.disabled || startRun(operation, editor, { start, cancel }));
  const submit = (event) => {
    event.preventDefault();
    void run();
  };
  const keydown = (event) => event.key === 'Enter' && event.ctrlKey && form.requestSubmit();
  const form = element(
    'form',
    { submit, keydown },
    element('div', { class: 'tools' }, presets.label, presets.control, jsonButton(editor)),
    ...editor.content,
    element('footer', {}, start, cancel, element('small', {}, 'Ctrl+Enter runs')),
  );
  return form;
}

function jsonButton(editor) {
  const click = guarded(() => {
    editor.toggle();
    button.setAttribute('aria-pressed', String(editor.isRaw()));
  });
  const button = element('button', { type: 'button', 'aria-pressed': 'false', click }, 'JSON');
  return button;
}
