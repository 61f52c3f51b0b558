import { randomBytes } from 'node:crypto';
import { safeFileName } from '../../src/index.ts';

/** A key that nobody can guess, its last segment the file's name: whoever downloads it gets it under this name. */
export const keyFor = (prefix: string, name: string): string =>
  `${prefix}${randomBytes(16).toString('hex')}/${safeFileName(name)}`;
