/** `npm run new-operation get_bucket_tags`: the folder of a new operation, with what you must say marked FILL IN. */
import { mkdir, writeFile } from 'node:fs/promises';
import { operationNames, path } from './generate/files.ts';
import { complaintAbout } from './new-operation/name.ts';
import { scaffold } from './new-operation/scaffold.ts';

const [name = ''] = process.argv.slice(2);
const complaint = complaintAbout(name, await operationNames());
if (complaint === undefined) await createFolder(name);
else {
  console.error(complaint);
  process.exitCode = 2;
}

async function createFolder(operation: string): Promise<void> {
  const folder = `connector/operations/${operation}/`;
  await mkdir(path(folder));
  for (const [file, content] of Object.entries(scaffold(operation))) {
    await writeFile(path(folder + file), content);
    console.log(`created ${folder}${file}`);
  }
  console.log(`
Next:
  1. Fill in what says FILL IN in these files; connector/operations/put_object_text is a finished example.
  2. npm run generate
  3. npm run format && npm run types && npm test -- test/contract
  4. Say what is peculiar to it in test/operations/${operation}.test.ts, against a real S3.`);
}
