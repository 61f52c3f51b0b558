import { element } from './dom.js';
import { fieldFor } from './fields.js';

let forms = 0;

/**
 * The form of an object schema, its advanced members folded.
 * @param {(member: string, input: object) => Promise<{text: string, value: string}[]>} choicesOf
 * @returns {{ content: Node[], read(): object, write(input: object): void, showProblems(problems: object[]): void }}
 */
export function createForm(schema, choicesOf) {
  forms += 1;
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties)
    .filter(([, member]) => member.const === undefined)
    .map(([name, member]) => rowFor(name, member, required.has(name), `form${forms}-${name}`));
  const read = () =>
    Object.fromEntries(
      rows.map(({ name, field }) => [name, field.read()]).filter(([, value]) => value !== undefined),
    );
  for (const row of rows) if (row.member.lookup) offerChoices(row, () => choicesOf(row.name, read()));

  const advanced = rows.filter(({ member }) => member.advanced);
  const plain = rows.filter(({ member }) => !member.advanced);
  const folded = element(
    'details',
    {},
    element('summary', {}, `Advanced (${advanced.length})`),
    ...advanced.map((row) => row.block),
  );
  return {
    content: [...plain.map((row) => row.block), ...(advanced.length > 0 ? [folded] : [])],
    read,
    write(input) {
      for (const { name, field } of rows) field.write(input[name]);
      folded.open = advanced.some(({ name }) => input[name] !== undefined);
    },
    showProblems(problems) {
      for (const { name, problem } of rows) {
        const own = problems.filter(({ field }) => field === name || field.startsWith(`${name}/`));
        problem.textContent = own.map(({ message, fix }) => `${message} ${fix}`).join(' ');
        if (own.length > 0 && advanced.some((row) => row.name === name)) folded.open = true;
      }
    },
  };
}

function rowFor(name, member, required, id) {
  const field = fieldFor(member, id, required);
  const problem = element('p', { class: 'problem', id: `${id}-problem` });
  const help = member.description && element('small', { id: `${id}-help` }, member.description);
  const control = field.control.id === id ? field.control : field.control.querySelector(`#${CSS.escape(id)}`);
  control.setAttribute('aria-describedby', `${id}-help ${id}-problem`);
  const label = element(
    'label',
    { for: id },
    member.title ?? name,
    required ? element('abbr', { title: 'required' }, ' *') : undefined,
  );
  const block = element(
    'div',
    { class: 'field' },
    label,
    element('code', {}, name),
    field.control,
    help || undefined,
    problem,
  );
  return { name, member, field, control, problem, block };
}

/** Suggestions from a lookup operation, fetched when the field is entered and as it is typed in; any text stays possible. */
function offerChoices({ control, block }, fetchChoices) {
  const list = element('datalist', { id: `${control.id}-choices` });
  control.setAttribute('list', list.id);
  block.append(list);
  let latest = 0;
  const refresh = async () => {
    latest += 1;
    const turn = latest;
    const choices = await fetchChoices().catch(() => []);
    if (turn !== latest) return;
    list.replaceChildren(...choices.map(({ text, value }) => element('option', { value, label: text })));
  };
  let typing;
  control.addEventListener('focus', refresh);
  control.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(refresh, 200);
  });
}
