/** Where the files of a workflow live and how they are read: the public part of the file layer. */
export { createDirectoryStore } from './directory-store.ts';
export type { DirectoryStore, DirectoryStoreOptions, StoredFile } from './directory-store.ts';
export { createGuardedFetch, LARGEST_OBJECT } from './guarded-fetch.ts';
export type { GuardedFetch, GuardedFetchOptions, OpenOptions } from './guarded-fetch.ts';
export type { LinkQuery } from './links.ts';
export { createLocalFiles } from './local-files.ts';
export type { LocalFiles, LocalFilesOptions } from './local-files.ts';
export { createMeter } from './meter.ts';
export { mimeTypeOf } from './mime-type.ts';
export type { MeterOptions } from './meter.ts';
export { safeFileName } from './names.ts';
export { passage } from './passage.ts';
export type { FileDescription, FileObject, FileStore, OpenFile } from './store.ts';
export { ensureRunning } from './waiting.ts';
