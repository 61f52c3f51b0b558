import { createRequire } from 'node:module';
import { extname } from 'node:path';
import type { lookup } from 'mime-types';

/** Loaded with the first name that is looked up: its table takes as long to load as the rest of the runtime. */
const table = () => createRequire(import.meta.url)('mime-types') as { lookup: typeof lookup };

/** What a file's extension says about its content; `application/octet-stream` when it says nothing. */
export const mimeTypeOf = (fileName: string): string =>
  // A name without a dot is no extension, which the table would take it for.
  table().lookup(extname(fileName)) || 'application/octet-stream';
