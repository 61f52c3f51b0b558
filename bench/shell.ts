import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The most that the page may load before it shows something: compressed script, in bytes. */
export const LARGEST_SHELL = 200_000;

/** The scripts that a built page loads at once: its own, and what they import; what is loaded when needed is not. */
export function shellOf(page: string): string[] {
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  const found = new Set<string>();
  const follow = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    const source = readFileSync(join(page, 'assets', file), 'utf8');
    for (const [, other = ''] of source.matchAll(/\bfrom\s*["']\.\/([\w.-]+\.js)["']/g)) follow(other);
  };
  for (const [, file = ''] of html.matchAll(/src="\.\/assets\/([\w.-]+\.js)"/g)) follow(file);
  return [...found];
}

/** What scripts weigh as they are sent by a server that compresses with gzip, in bytes. */
export const compressed = (page: string, files: readonly string[]): number =>
  files
    .map((file) => gzipSync(readFileSync(join(page, 'assets', file))).length)
    .reduce((sum, size) => sum + size, 0);
