import { fail } from '../catalogue.ts';
import type { FileObject } from './store.ts';

export type Clock = () => Date;

/** The moment `seconds` after now, in whole Unix seconds. */
export function expiresIn(seconds: number, clock: Clock): number {
  return Math.floor(clock().getTime() / 1000) + seconds;
}

/** Throws `file_expired` when the file's `expires` (Unix seconds) is not in the future. */
export function ensureFresh(file: Pick<FileObject, 'name' | 'expires'>, clock: Clock): void {
  if (file.expires * 1000 > clock().getTime()) return;
  throw fail('file_expired', { name: file.name, expires: asText(file.expires) });
}

function asText(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}
