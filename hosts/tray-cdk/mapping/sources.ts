import type { JsonSchema, Manifest } from '../../../connector/index.ts';
import { pascalCase } from './names.ts';
import { packageFiles } from './package.ts';
import { authSource, CORE_TYPES, RESULTS, runSource } from './run-source.ts';
import { declareType } from './types.ts';

type Files = [path: string, content: string][];

interface Descriptor {
  name: string;
  title: string;
  description: string;
  type?: string;
}

/** The private operation that brings a file into Tray's storage: only an HTTP operation reaches that. */
const STORE_FILE: Descriptor = {
  name: 'private_store_file',
  title: 'Store a file',
  description: 'Streams a file that another operation gives into the storage of the platform.',
};
const URL_ONLY: JsonSchema = { type: 'object', properties: { url: { type: 'string' } }, required: ['url'] };
const FILE: JsonSchema = {
  type: 'object',
  properties: Object.fromEntries(
    Object.entries({ name: 'string', url: 'string', mime_type: 'string', expires: 'number' }).map(
      ([name, type]) => [name, { type }],
    ),
  ),
  required: ['name', 'url', 'mime_type', 'expires'],
};

/** All that is there once for the connector. */
export function connectorFiles(
  manifest: Manifest,
  authForms: readonly JsonSchema[],
  allowedEndpoints: readonly string[],
): Files {
  const user = authForms.map((form, index) => declareType(`User${index + 1}`, form)).join('\n');
  return [
    ...packageFiles(manifest),
    ['src/Auth.ts', authSource(user, authForms.length)],
    ['src/run.ts', runSource(allowedEndpoints, STORE_FILE.name)],
    ['src/core/index.d.cts', CORE_TYPES],
    ...folder(STORE_FILE, URL_ONLY, FILE, storeSource()),
  ];
}

/** The folder of one operation. */
export function operationFiles(
  descriptor: Descriptor,
  typeName: string,
  input: JsonSchema,
  output: JsonSchema,
): Files {
  return folder(descriptor, input, output, handlerSource(descriptor.name, typeName));
}

function folder(descriptor: Descriptor, input: JsonSchema, output: JsonSchema, handler: string): Files {
  const path = `src/${descriptor.name}`;
  const typeName = pascalCase(descriptor.name);
  return [
    [`${path}/operation.json`, json(descriptor)],
    [`${path}/handler.ts`, handler],
    [`${path}/input.ts`, declareType(`${typeName}Input`, input)],
    [`${path}/output.ts`, declareType(`${typeName}Output`, output)],
    [`${path}/input.json`, json(input)],
    [`${path}/output.json`, json(output)],
  ];
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const SETUP =
  "import { OperationHandlerSetup } from '@trayio/cdk-dsl/connector/operation/OperationHandlerSetup';";

const configured = (typeName: string) => `${SETUP}
import type { Auth } from '../Auth';
import type { ${typeName}Input } from './input';
import type { ${typeName}Output } from './output';
`;

const handlerSource = (
  name: string,
  typeName: string,
) => `${configured(typeName)}import { runOperation } from '../run';

export const handler = OperationHandlerSetup.configureHandler<Auth, ${typeName}Input, ${typeName}Output>((handler) =>
  handler.usingComposite((ctx, input, invoke) => runOperation('${name}', ctx, input, invoke)),
);
`;

const storeSource = () => `import { OperationHandlerResult } from '${RESULTS}';
${configured(pascalCase(STORE_FILE.name))}
type Input = ${pascalCase(STORE_FILE.name)}Input;
type Output = ${pascalCase(STORE_FILE.name)}Output;

export const storeFile = OperationHandlerSetup.configureHandler<Auth, Input, Output>((handler) =>
  handler.private().usingHttp((http) =>
    http
      .get('')
      .handleRequest((_ctx, input, request) => request.withUrl(input.url).withoutBody())
      .handleResponse((_ctx, _input, response) =>
        response.parseWithBodyAsFile((file: Output) => OperationHandlerResult.success(file)),
      ),
  ),
);
`;
