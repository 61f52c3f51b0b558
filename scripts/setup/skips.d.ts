interface Results {
  tests: { test: string; state: string }[];
  errors: string[];
}

export function judge(
  results: Results,
  skips: readonly { test: string; reason: string }[],
  whole: boolean,
): string[];
export function judgedLine(results: Results, wrong: readonly string[]): string;
