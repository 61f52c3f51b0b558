import type { ErrorCategory, ErrorFacts } from '../connector/index.ts';

const BY_CATEGORY: Readonly<Record<ErrorCategory, number>> = {
  input: 2,
  region: 2,
  auth: 3,
  permission: 3,
  not_found: 4,
  conflict: 4,
  throttled: 5,
  network: 5,
  service: 5,
  connector: 1,
};

/** What a script can tell failures apart by; a run that was interrupted (Ctrl-C) is "anything else". */
export function exitCodeOf({ code, category }: Pick<ErrorFacts, 'code' | 'category'>): number {
  return code === 'cancelled' ? 1 : BY_CATEGORY[category];
}

export const EXIT_CODES_HELP = `
Exit codes:
  0  done
  2  the input or the region is wrong, or the command is
  3  credentials or permissions are missing
  4  not found, or in conflict with what is there
  5  throttled, network or service trouble: trying again later may help
  1  anything else, an interruption (Ctrl-C) included`;
