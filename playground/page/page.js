import { get } from './api.js';
import { startConnections } from './connections.js';
import { byId, element } from './dom.js';
import { openOperation } from './operation.js';
import { clearStages, showError } from './outcome.js';
import { cancelRun } from './run.js';
import { showWelcome } from './welcome.js';

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

/** Shows the operation that the address names. */
async function show(operations) {
  cancelRun();
  clearStages();
  markCurrent();
  const name = decodeURIComponent(location.hash.slice(1));
  if (name) await openOperation(name);
  else showWelcome(operations);
}

async function start() {
  clearStages();
  const [{ operations }] = await Promise.all([get('operations'), startConnections()]);
  byId('search').addEventListener('input', () => listOperations(operations));
  window.addEventListener('hashchange', async () => {
    // The address of a server that was started again, pasted into this tab.
    if (location.hash.startsWith('#token=')) return location.reload();
    await show(operations).catch(showError);
    byId('operation').focus();
  });
  listOperations(operations);
  await show(operations);
}

start().catch((error) => {
  byId('operation').replaceChildren();
  showError(error);
});
