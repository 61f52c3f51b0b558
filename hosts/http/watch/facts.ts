import type { Response } from 'express';

/** What a request turned out to be about, for those who watch. */
export interface RequestFacts {
  operation?: string;
  /** The code of the error that it ended with. */
  code?: string;
  /** Bytes moved between S3 and a file. */
  transferred?: number;
}

/** The facts known so far; routes add to them. */
export const requestOf = (response: Response): RequestFacts => response.locals as RequestFacts;
