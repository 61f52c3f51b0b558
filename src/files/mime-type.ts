import { createRequire } from 'node:module';
import type { lookup } from 'mime-types';

/** Loaded with the first name that is looked up: its table takes as long to load as the rest of the runtime. */
const table = () => createRequire(import.meta.url)('mime-types') as { lookup: typeof lookup };

/** What the name of a file says about its content; `application/octet-stream` when it says nothing. */
export const mimeTypeOf = (fileName: string): string =>
  table().lookup(fileName) || 'application/octet-stream';
