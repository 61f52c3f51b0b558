import { fail } from '../errors.ts';

/** One page of a list, as far as paging looks at it. */
export interface Page<Token> {
  /** Entries on the page, as the service counts them. */
  entries: number;
  is_truncated: boolean;
  /** Where the next page begins. */
  next: Token | undefined;
}

export interface Wanted<Token> {
  /** Fetch page after page until the end. */
  return_all: boolean;
  /** Fetch page after page until there are this many entries. */
  limit?: number;
  page_size: number;
  from: Token | undefined;
}

/**
 * Fetches one page, or as many as are wanted, and says where the list goes on.
 * @throws ConnectorError `partial_list` when a page is not the last and does not say where the next begins, or says
 *   the same as the page before: what came so far must not pass for the whole
 */
export async function pagesOf<Token, Fetched extends Page<Token>>(
  { return_all, limit, page_size, from }: Wanted<Token>,
  fetch: (size: number, from: Token | undefined) => Promise<Fetched>,
): Promise<{ pages: Fetched[]; next: Token | undefined }> {
  const pages: Fetched[] = [];
  let pagesLeft = return_all || limit !== undefined ? Infinity : 1;
  let room = limit ?? Infinity;
  let next = from;
  do {
    const page = await fetch(Math.min(page_size, room), next);
    if (page.is_truncated && !leadsOn(page.next, next)) throw fail('partial_list');
    pages.push(page);
    pagesLeft -= 1;
    room -= page.entries;
    next = page.is_truncated ? page.next : undefined;
  } while (pagesLeft > 0 && room > 0 && next !== undefined);
  return { pages, next };
}

const leadsOn = (next: unknown, from: unknown) =>
  next !== undefined && JSON.stringify(next) !== JSON.stringify(from);
