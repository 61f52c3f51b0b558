import { get, post, remove } from './api.js';
import { ask, byId, element } from './dom.js';
import { createForm } from './form.js';

/** The id of the connection chosen above. */
export const chosenConnection = () => byId('connection').value;

async function refresh(chosen) {
  const { connections } = await get('connections');
  const select = byId('connection');
  select.replaceChildren(
    ...connections.map(({ id, label, region }) =>
      element('option', { value: id }, [label, region].filter(Boolean).join(' · ')),
    ),
  );
  if (chosen) select.value = chosen;
}

/** Fills the connection form of the chosen kind in, and has the server keep what it gives. */
async function add() {
  const auth = await get('auth');
  const choicesOf = async (member, input) => (await post('auth/lookup', { member, input })).result;
  const kinds = auth.oneOf.map((schema) => ({ schema, form: createForm(schema, choicesOf) }));
  const body = element('div', {});
  const label = element('input', { id: 'connection-label', value: 'My connection', autocomplete: 'off' });
  const kind = element(
    'select',
    { id: 'connection-kind', change: () => show() },
    ...auth.oneOf.map(({ title }, index) => element('option', { value: index }, title)),
  );
  const show = () => body.replaceChildren(...kinds[kind.value].form.content);
  show();
  const rows = [
    ['Name', label],
    ['Kind', kind],
  ].map(([text, control]) =>
    element('div', { class: 'field' }, element('label', { for: control.id }, text), control),
  );
  const read = () => {
    const { schema, form } = kinds[kind.value];
    return post('connections', {
      label: label.value,
      connection: { type: schema.properties.type.const, ...form.read() },
    });
  };
  const note = element(
    'p',
    { class: 'quiet' },
    'It stays in the memory of this server, and is gone when the server ends.',
  );
  const added = await ask('Add a connection', [note, ...rows, body], 'Add', read);
  if (added) await refresh(added.id);
}

export async function startConnections() {
  byId('add-connection').addEventListener('click', add);
  byId('remove-connection').addEventListener('click', async () => {
    const { selectedOptions } = byId('connection');
    if (selectedOptions.length === 0) return;
    const note = element('p', {}, `This server forgets "${selectedOptions[0].text}".`);
    if (!(await ask('Remove the connection?', [note], 'Remove', () => true, true))) return;
    await remove(`connections/${encodeURIComponent(chosenConnection())}`);
    await refresh();
  });
  await refresh();
}
