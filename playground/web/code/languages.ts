import type { Values } from '../api/types.ts';
import type { Call } from './call.ts';

/** A text between single quotes, as a shell reads it. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const pretty = (value: unknown, indent = 2) => JSON.stringify(value, null, indent);

/** Stands in JSON where the file belongs, until it is written as the language has it. */
const FILE = '<file>';
const withFile = ({ input, file }: Call): Values => (file ? { ...input, [file.member]: FILE } : input);

/** What has to be done before the code runs, a line each. */
const notesOf = ({ leftOut }: Call) =>
  leftOut.length === 0 ? [] : [`Secrets are left out; add to the input: ${leftOut.join(', ')}.`];

/** What is known of the connection. */
const connectionNotes = ({ facts, isSandbox }: Call) => [
  `connection.json: ${JSON.stringify(facts)}`,
  ...(isSandbox ? ['Keys to try it with: npx s3c sandbox --demo prints some, with an endpoint.'] : []),
];

const commented = (mark: string, notes: readonly string[]) => notes.map((note) => `${mark} ${note}`);

function curl(call: Call): string {
  const { operation, connection, origin, file } = call;
  const body = quoted(pretty({ connection, input: withFile(call) }));
  return [
    ...commented('#', ['TOKEN is in the address that npm start printed.', ...notesOf(call)]),
    ...(file ? keptFile(file, origin) : []),
    `curl ${origin}/api/operations/${operation}/run \\`,
    '  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\',
    `  -d ${file ? body.replace(`"${FILE}"`, () => `'"$FILE"'`) : body}`,
  ].join('\n');
}

/** The lines that give a file to the server, and keep the file object that it answers. */
function keptFile({ name, mime_type }: Required<Call>['file'], origin: string): string[] {
  const query = new URLSearchParams({ name, mime_type });
  return [
    `FILE=$(curl -sS "${origin}/api/files?${query}" -H "Authorization: Bearer $TOKEN" \\`,
    `  --data-binary ${quoted(`@${name}`)})`,
  ];
}

function commandLine(call: Call): string {
  const { operation, input, file } = call;
  return [
    ...commented('#', [...connectionNotes(call), ...notesOf(call)]),
    'export S3C_CONNECTION=@connection.json',
    `npx s3c run ${operation} ${file ? `--file ${quoted(file.name)} ` : ''}--input ${quoted(JSON.stringify(input))}`,
  ].join('\n');
}

function typescript(call: Call): string {
  const { operation, file } = call;
  const input = pretty(withFile(call));
  return [
    "import { readFileSync } from 'node:fs';",
    "import { createConnector, createLocalFiles } from 'aws-s3-connector';",
    '',
    ...commented('//', [...connectionNotes(call), ...notesOf(call)]),
    "const connection = JSON.parse(readFileSync('connection.json', 'utf8'));",
    "const fileStore = createLocalFiles({ directory: 'files' });",
    'const connector = createConnector({ fileStore });',
    `const output = await connector.run('${operation}', ${
      file ? input.replace(`"${FILE}"`, () => `fileStore.add(${JSON.stringify(file.name)})`) : input
    }, { connection });`,
    'console.log(output);',
    'connector.close();',
  ].join('\n');
}

/** A step of a Tray workflow, with its properties typed as Tray types them; a file comes from an earlier step. */
function tray({ operation, title, input, file }: Call): string {
  const properties = Object.entries(input).map(([name, value]) => [name, trayValue(value)]);
  if (file) properties.push([file.member, { type: 'jsonpath', value: '$.steps.earlier-step-1.file' }]);
  return pretty({
    title,
    connector: { name: 'aws-s3' },
    operation,
    properties: Object.fromEntries(properties),
  });
}

function trayValue(value: unknown): unknown {
  if (Array.isArray(value)) return { type: 'array', value: value.map(trayValue) };
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, member]) => [name, trayValue(member)]);
    return { type: 'object', value: Object.fromEntries(members) };
  }
  return { type: value === null ? 'null' : typeof value, value };
}

/**
 * A workflow with one node, to paste onto n8n's canvas: the HTTP host does the work. A file comes from the node before,
 * by an expression, which n8n knows by the equals sign.
 */
function n8n(call: Call): string {
  const { operation, title, connection, origin, file } = call;
  const body = pretty({ connection, input: withFile(call) });
  const parameters = {
    method: 'POST',
    url: `${origin}/api/operations/${operation}/run`,
    authentication: 'genericCredentialType',
    genericAuthType: 'httpBearerAuth',
    sendBody: true,
    specifyBody: 'json',
    jsonBody: file ? `=${body.replace(`"${FILE}"`, '{{ JSON.stringify($json.file) }}')}` : body,
  };
  const node = {
    name: title,
    type: 'n8n-nodes-base.httpRequest',
    typeVersion: 4.2,
    position: [0, 0],
    parameters,
  };
  return pretty({ nodes: [node], connections: {} });
}

/** How to write a call, by what the way is called. */
export const LANGUAGES: readonly (readonly [string, (call: Call) => string])[] = [
  ['curl', curl],
  ['s3c', commandLine],
  ['TypeScript', typescript],
  ['Tray step', tray],
  ['n8n node', n8n],
];
