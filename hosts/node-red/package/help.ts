import type { FieldDefinition, NodeDefinition } from '../mapping/definitions.ts';
import type { Language } from './texts.ts';

/** The help panel's pages of one language, one for each node. */
export const helpOf = (nodes: readonly NodeDefinition[], language: Language): string =>
  nodes.map((node) => page(node, language)).join('\n');

function page(node: NodeDefinition, { words, translate }: Language): string {
  const { help } = words;
  const text = (given: string) => escape(translate(given) ?? given);
  const input = (field: FieldDefinition) => {
    const note = field.required ? `, ${help.required}` : '';
    const description = field.kind === 'file' ? help.file : field.description;
    return entry(text(field.title), `${field.kind}${note}`, text(description));
  };
  const permissions = node.permissions.map(
    ({ action, because }) => `<li><code>${escape(action)}</code>${because ? `: ${text(because)}` : ''}</li>`,
  );
  return [
    `<script type="text/html" data-help-name="${node.type}">`,
    `<p>${text(node.description)}</p>`,
    section(help.inputs, list(node.fields.map(input))),
    section(
      help.outputs,
      list([
        entry('payload', 'object', escape(help.payload)),
        ...node.output.map(({ name, description }) =>
          entry(`payload.${escape(name)}`, '', text(description)),
        ),
      ]),
    ),
    section(help.errors, `<p>${escape(help.catch)}</p>`),
    ...(permissions.length > 0 ? [section(help.permissions, `<ul>${permissions.join('')}</ul>`)] : []),
    section(
      help.references,
      `<ul><li><a href="${escape(node.documentation)}" target="_blank">${escape(help.documentation)}</a></li></ul>`,
    ),
    '</script>',
  ].join('\n');
}

const section = (title: string, content: string): string => `<h3>${escape(title)}</h3>\n${content}`;

const list = (entries: readonly string[]): string =>
  `<dl class="message-properties">\n${entries.join('\n')}\n</dl>`;

function entry(name: string, type: string, description: string): string {
  const suffix = type === '' ? '' : ` <span class="property-type">${escape(type)}</span>`;
  return `<dt>${name}${suffix}</dt><dd>${description}</dd>`;
}

/** Texts of the manifest are texts, not markup. */
const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
