import type { ConnectionDefinition, NodeRedDefinitions } from '../mapping/definitions.ts';
import { helpOf } from './help.ts';
import { LANGUAGES } from './texts.ts';

/** The scripts of `editor/`, in the order in which they need each other. */
export const EDITOR_SCRIPTS = ['texts', 'check', 'lookup', 'inputs', 'form', 'connection', 'register'];

/**
 * The HTML file that Node-RED's editor loads: the dialogs' templates, the help, and one script that registers all.
 * @param scripts the texts of `EDITOR_SCRIPTS`
 */
export function editorPage(definitions: NodeRedDefinitions, scripts: readonly string[]): string {
  const { connection, nodes } = definitions;
  return [
    template(
      connection.type,
      `${nameRow('config-input')}\n${credentialInputs(connection)}<div id="aws-s3-connection-form"></div>`,
    ),
    ...nodes.map(({ type, local }) =>
      template(type, `${nameRow('input')}\n${local ? '' : connectionRow}\n<div id="aws-s3-form"></div>`),
    ),
    helpOf(nodes, LANGUAGES[0]),
    '<script type="text/javascript">',
    '(function () {',
    "'use strict';",
    `const definitions = ${inScript(forEditor(definitions))};`,
    ...scripts.map(withoutModules),
    '})();',
    '</script>',
  ].join('\n');
}

const template = (type: string, content: string): string =>
  `<script type="text/html" data-template-name="${type}">\n${content}\n</script>`;

const row = (id: string, key: string): string =>
  `<div class="form-row"><label for="${id}" data-i18n="aws-s3.form.${key}"></label><input type="text" id="${id}"></div>`;

const nameRow = (prefix: string): string => row(`node-${prefix}-name`, 'name');
/** They must be there before the form is built: that is when the editor fills them in. */
const credentialInputs = ({ fields }: ConnectionDefinition): string =>
  fields
    .filter(({ credential }) => credential)
    .map(
      ({ name, secret }) =>
        `<input type="${secret ? 'password' : 'text'}" id="node-config-input-${name}" autocomplete="off">\n`,
    )
    .join('');

const connectionRow = row('node-input-connection', 'connection');

/** What the forms are built from; texts come from the catalogue, under each one's path. */
function forEditor({ connection, nodes }: NodeRedDefinitions): object {
  return {
    connection: { ...connection, path: 'connection' },
    nodes: nodes.map(({ type, operation, effect, local, fields }) => ({
      type,
      effect,
      local,
      path: `operations.${operation}`,
      fields: fields.map((field) => ({ ...field, description: undefined })),
    })),
  };
}

/** JSON that cannot end the script it stands in. */
const inScript = (value: object): string => JSON.stringify(value).replaceAll('<', String.raw`\u003c`);

/** The editor takes scripts, not modules: all of them become one. */
const withoutModules = (script: string): string =>
  script.replace(/^import .*\n/gm, '').replace(/^export /gm, '');
