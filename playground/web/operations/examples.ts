import type { FileObject, Values } from '../api/types.ts';
import { keepFile } from '../api/upload.ts';

/** Examples name files at example.com, which has none; a small one made here stands in, so that they run. */
export async function withRealFiles(input: Values): Promise<Values> {
  const members = Object.entries(input).map(async ([name, value]) => [
    name,
    isExampleFile(value) ? await sampleOf(value) : value,
  ]);
  return Object.fromEntries((await Promise.all(members)) as [string, unknown][]);
}

const isExampleFile = (value: unknown): value is FileObject =>
  String((value as Partial<FileObject> | null)?.url).startsWith('https://example.com/');

const sampleOf = ({ name, mime_type }: FileObject) =>
  keepFile(new File([`A small sample in the place of ${name}.\n`], name, { type: mime_type }));
