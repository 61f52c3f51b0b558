import { compile } from 'json-schema-to-typescript';
import { inlineReferences, type JsonSchema } from '../../src/schema.ts';
import { NOTICE, operationNames, readJson, write } from './files.ts';

/** contract.gen.ts in every operation's folder: the types of its input and output, tied to their schemas. */
export async function generateContracts(): Promise<void> {
  const shared = await Promise.all(['common', 'file'].map((name) => readJson(`schemas/${name}.schema.json`)));
  await Promise.all((await operationNames()).map((name) => generateContract(name, shared)));
}

async function generateContract(name: string, shared: JsonSchema[]): Promise<void> {
  const folder = `connector/operations/${name}`;
  const [input, output] = await Promise.all(
    ['input', 'output'].map(async (part) =>
      inlineReferences(await readJson(`${folder}/${part}.schema.json`), shared),
    ),
  );
  const types = [await typeOf(input as JsonSchema, 'Input'), await typeOf(output as JsonSchema, 'Output')];
  const defaulted = defaultedMembers(input as JsonSchema).map((member) => `'${member}'`);
  const parameters = ['Input', 'Output', ...(defaulted.length > 0 ? [defaulted.join(' | ')] : [])].join(', ');
  const lines = [
    `// ${NOTICE}`,
    `import { contract } from '../../../src/index.ts';`,
    `import examples from './examples.json' with { type: 'json' };`,
    `import input from './input.schema.json' with { type: 'json' };`,
    `import output from './output.schema.json' with { type: 'json' };`,
    '',
    ...types,
    `export default contract<${parameters}>(input, output, examples);`,
    '',
  ];
  await write(`${folder}/contract.gen.ts`, lines.join('\n'));
}

function typeOf(schema: JsonSchema, name: string): Promise<string> {
  const options = {
    additionalProperties: false,
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    format: true,
    style: { singleQuote: true, printWidth: 110 },
  };
  return compile(forTypes(schema) as never, name, options);
}

/** Members that validation fills in when they are left out. */
const defaultedMembers = (schema: JsonSchema): string[] =>
  Object.entries(schema.properties as Record<string, JsonSchema>)
    .filter(([, member]) => 'default' in member)
    .map(([name]) => name);

/**
 * What json-schema-to-typescript should see: no titles (it would make each a type of its own), and no alternatives
 * that only say which members go together (it would make them unions of anything).
 */
function forTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(forTypes);
  if (typeof node !== 'object' || node === null) return node;
  const members = Object.entries(node).filter(([keyword, value]) => !isConstraint(keyword, value));
  return Object.fromEntries(
    members.map(([keyword, value]) => [
      keyword,
      keyword === 'properties' ? propertiesForTypes(value) : forTypes(value),
    ]),
  );
}

const propertiesForTypes = (properties: object) =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, forTypes(schema)]));

function isConstraint(keyword: string, value: unknown): boolean {
  if (
    [
      '$id',
      '$schema',
      'title',
      'if',
      'then',
      'else',
      'not',
      'allOf',
      'dependentRequired',
      'propertyNames',
      'default',
    ].includes(keyword)
  )
    return true;
  if (keyword !== 'oneOf' && keyword !== 'anyOf') return false;
  return (value as JsonSchema[]).every(
    (branch) => !('type' in branch) && !('properties' in branch) && !('const' in branch),
  );
}
