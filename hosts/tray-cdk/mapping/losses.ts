/** Why a keyword is lost. What is not listed is a rule that Tray's forms have no word for. */
const REASONS: Readonly<Record<string, string>> = {
  pattern: "Tray documents no pattern, and regular expressions differ from JavaScript's in its validator",
  secret: 'a form field of an operation cannot be masked; only fields of the authentication can',
};

const CONDITION = 'a rule between fields cannot be said in a form';
const CONDITIONS = new Set(['oneOf', 'anyOf', 'allOf', 'not', 'if', 'then', 'else', 'dependentRequired']);

/** What to tell a reader of the list of losses about one keyword. */
export function reasonFor(keyword: string, value: unknown): string {
  if (keyword === 'format') return `Tray's forms have no format ${String(value)}`;
  if (CONDITIONS.has(keyword)) return CONDITION;
  return REASONS[keyword] ?? `Tray's forms have no ${keyword}`;
}
