import type { Values } from '../api/types.ts';

/** One call, to be written in several ways. */
export interface Call {
  operation: string;
  title: string;
  connection: string;
  input: Values;
  /** Where this page's server is. */
  origin: string;
}

/** A text between single quotes, as a shell reads it. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const pretty = (value: unknown, indent = 2) => JSON.stringify(value, null, indent);

function curl({ operation, connection, input, origin }: Call): string {
  return [
    '# TOKEN is in the address that npm start printed.',
    `curl ${origin}/api/operations/${operation}/run \\`,
    '  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\',
    `  -d ${quoted(pretty({ connection, input }))}`,
  ].join('\n');
}

const commandLine = ({ operation, input }: Call) =>
  `# S3C_CONNECTION=@connection.json names the connection.\nnpx s3c run ${operation} --input ${quoted(JSON.stringify(input))}`;

function typescript({ operation, input }: Call): string {
  return [
    "import { createConnector } from 'aws-s3-connector';",
    '',
    'const connector = createConnector();',
    `const output = await connector.run('${operation}', ${pretty(input)}, { connection });`,
    'connector.close();',
  ].join('\n');
}

/** A step of a Tray workflow, with its properties typed as Tray types them. */
function tray({ operation, title, input }: Call): string {
  return pretty({
    title,
    connector: { name: 'aws-s3' },
    operation,
    properties: Object.fromEntries(Object.entries(input).map(([name, value]) => [name, trayValue(value)])),
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

/** A workflow with one node, to paste onto n8n's canvas: the HTTP host does the work. */
function n8n({ operation, title, connection, input, origin }: Call): string {
  const parameters = {
    method: 'POST',
    url: `${origin}/api/operations/${operation}/run`,
    authentication: 'genericCredentialType',
    genericAuthType: 'httpBearerAuth',
    sendBody: true,
    specifyBody: 'json',
    jsonBody: pretty({ connection, input }),
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
