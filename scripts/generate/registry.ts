import { NOTICE, operationNames, write } from './files.ts';

/** connector/operations/index.gen.ts: every operation by name, typed. */
export async function generateRegistry(): Promise<void> {
  const names = await operationNames();
  const imports = names.map((name) => `import ${name} from './${name}/operation.ts';`);
  const members = names.map((name) => `  ${name},`);
  const lines = [
    `// ${NOTICE}`,
    ...imports,
    '',
    'export const operations = {',
    ...members,
    '} as const;',
    '',
  ];
  await write('connector/operations/index.gen.ts', lines.join('\n'));
}
