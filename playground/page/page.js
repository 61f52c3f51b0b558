import { get, run } from './api.js';
import { chosenConnection, startConnections } from './connections.js';
import { ask, byId, element } from './dom.js';
import { createEditor } from './editor.js';
import { clearStages, showError, showOutput, showProgress, showStage } from './outcome.js';

const EFFECTS = { read: 'Read', write: 'Write', delete: 'Delete' };

function listOperations(operations) {
  const wanted = byId('search').value.trim().toLowerCase().split(/\s+/);
  const found = operations.filter(({ name, title, description }) => {
    const text = `${name} ${title} ${description}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const groups = Object.entries(EFFECTS).flatMap(([effect, heading]) => {
    const items = found.filter((operation) => operation.effect === effect);
    const links = items.map(({ name, title }) =>
      element('li', {}, element('a', { href: `#${name}` }, title)),
    );
    return items.length === 0 ? [] : [element('h2', { class: effect }, heading), element('ul', {}, ...links)];
  });
  const nothing = element('p', { class: 'quiet' }, 'No operation is called that.');
  byId('operations').replaceChildren(...(groups.length > 0 ? groups : [nothing]));
  markCurrent();
}

function markCurrent() {
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === location.hash) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

async function open(name) {
  const operation = await get(`operations/${encodeURIComponent(name)}`);
  const editor = createEditor(operation);
  const presets = element(
    'select',
    { id: 'preset', change: () => presets.value && editor.write(operation.examples[presets.value].input) },
    element('option', { value: '' }, 'Examples…'),
    ...operation.examples.map(({ reason }, index) => element('option', { value: index }, reason)),
  );
  const guarded = (action) => () => Promise.resolve().then(action).catch(showError);
  const json = element(
    'button',
    {
      type: 'button',
      'aria-pressed': 'false',
      click: guarded(() => {
        editor.toggle();
        json.setAttribute('aria-pressed', String(editor.isRaw()));
      }),
    },
    'JSON',
  );
  const cancel = element('button', { type: 'button', disabled: true }, 'Cancel');
  const start = element('button', { class: operation.effect === 'delete' ? 'danger' : 'primary' }, 'Run');
  const submit = (event) => {
    event.preventDefault();
    void guarded(() => execute(operation, editor, { start, cancel }))();
  };
  const form = element(
    'form',
    { submit, keydown: (event) => event.key === 'Enter' && event.ctrlKey && form.requestSubmit() },
    element(
      'div',
      { class: 'tools' },
      element('label', { class: 'hidden', for: 'preset' }, 'Example'),
      presets,
      json,
    ),
    ...editor.content,
    element('footer', {}, start, cancel, element('small', {}, 'Ctrl+Enter runs')),
  );
  byId('operation').replaceChildren(
    element(
      'h2',
      {},
      operation.title,
      element('span', { class: `badge ${operation.effect}` }, operation.effect),
    ),
    element(
      'p',
      {},
      operation.description,
      ' ',
      element(
        'a',
        { href: operation.documentation, target: '_blank', rel: 'noopener noreferrer' },
        'AWS documentation ↗',
      ),
    ),
    form,
  );
  byId('result').replaceChildren(element('p', { class: 'quiet' }, 'Not run yet.'));
  clearStages();
}

async function execute(operation, editor, { start, cancel }) {
  const input = editor.read();
  editor.showProblems([]);
  if (operation.effect === 'delete') {
    const shown = [
      element('p', {}, 'This deletes. What the input names:'),
      element('pre', {}, JSON.stringify(input, null, 2)),
    ];
    if (!(await ask(`${operation.title}?`, shown, operation.title, () => true, true))) return;
  }
  const controller = new AbortController();
  cancel.addEventListener('click', () => controller.abort(), { once: true });
  [start.disabled, cancel.disabled] = [true, false];
  clearStages();
  byId('result').replaceChildren();
  try {
    const body = { connection: chosenConnection() || undefined, input };
    const onEvent = (event, data) => (event === 'stage' ? showStage(data) : showProgress(data));
    showOutput(await run(operation.name, body, onEvent, controller.signal));
  } catch (error) {
    if (controller.signal.aborted)
      byId('result').replaceChildren(element('p', { class: 'quiet' }, 'Cancelled.'));
    else showError(error);
    editor.showProblems(error.details?.problems ?? []);
  } finally {
    [start.disabled, cancel.disabled] = [false, true];
  }
}

async function start() {
  clearStages();
  const [{ operations }] = await Promise.all([get('operations'), startConnections()]);
  const show = () => {
    const name = location.hash.slice(1);
    markCurrent();
    if (name) open(name).catch(showError);
  };
  byId('search').addEventListener('input', () => listOperations(operations));
  window.addEventListener('hashchange', () => {
    // The address of a server that was started again, pasted into this tab.
    if (location.hash.startsWith('#token=')) return location.reload();
    show();
    byId('operation').focus();
  });
  listOperations(operations);
  byId('operation').replaceChildren(element('p', { class: 'quiet' }, 'Choose an operation.'));
  show();
}

start().catch((error) => {
  byId('operation').replaceChildren();
  showError(error);
});
