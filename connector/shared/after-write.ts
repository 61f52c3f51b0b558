import { annotate } from '../../src/index.ts';

/** For a call that follows a write: its failure says that the write has happened. */
export const afterTheWrite =
  (text: string) =>
  (error: unknown): never => {
    throw annotate(error, {
      text,
      fix: 'What has happened need not be repeated.',
      details: { written: true },
    });
  };
