import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { NOTICE, write } from './files.ts';

interface Partition {
  id: string;
  outputs: { dnsSuffix: string };
  regions: Record<string, { description: string }>;
}

/** The partitions that anybody can have an account in. */
const PUBLIC = new Set(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc']);

/** connector/regions.gen.ts: partitions and regions as the installed SDK knows them. */
export async function generateRegions(): Promise<void> {
  const partitions = (await partitionsOfSdk())
    .filter(({ id }) => PUBLIC.has(id))
    .map(({ id, outputs, regions }) => ({
      id,
      dnsSuffix: outputs.dnsSuffix,
      regions: Object.entries(regions)
        .filter(([name]) => !name.endsWith('-global'))
        .map(([name, { description }]) => ({ name, label: description })),
    }));
  const type =
    '{ readonly id: string; readonly dnsSuffix: string; readonly regions: readonly { readonly name: string; readonly label: string }[] }';
  const body = `type Partition = ${type};\n\nexport const PARTITIONS: readonly [Partition, ...Partition[]] = ${JSON.stringify(partitions, null, 2)};\n`;
  await write(
    'connector/regions.gen.ts',
    `// ${NOTICE}\n// From the partitions that @aws-sdk/core carries.\n${body}`,
  );
}

/** The SDK keeps its partitions in a module that it does not export, as a plain object literal. */
async function partitionsOfSdk(): Promise<Partition[]> {
  const require = createRequire(createRequire(import.meta.url).resolve('@aws-sdk/client-s3'));
  const core = new URL(`file://${require.resolve('@aws-sdk/core/package.json')}`);
  const file = new URL('dist-es/submodules/client/util-endpoints/lib/aws/partitions.js', core);
  const module = `data:text/javascript,${encodeURIComponent(await readFile(file, 'utf8'))}`;
  return ((await import(module)) as { partitionsInfo: { partitions: Partition[] } }).partitionsInfo
    .partitions;
}
