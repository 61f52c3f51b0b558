/** What a schema says about where a member's choices come from. */
export interface Lookup {
  operation: string;
  input: Readonly<Record<string, unknown>>;
}

/**
 * The input of a lookup, its `{{{name}}}` placeholders filled in from what a form holds so far: a text that is one
 * placeholder becomes the value itself, and one with a gap that the form does not fill is left out.
 */
export function filledIn({ input }: Lookup, form: object): Record<string, unknown> {
  const filled = Object.entries(input).map(([name, template]) => [name, fill(template, form)]);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined)) as Record<string, unknown>;
}

const PLACEHOLDER = /\{\{\{(\w+)\}\}\}/g;
const PLACEHOLDER_ONLY = /^\{\{\{(\w+)\}\}\}$/;

function fill(template: unknown, form: object): unknown {
  if (typeof template !== 'string') return template;
  const valueOf = (name: string): unknown => {
    const value: unknown = Object.hasOwn(form, name) ? (form as Record<string, unknown>)[name] : undefined;
    return value === '' || value === null ? undefined : value;
  };
  const whole = PLACEHOLDER_ONLY.exec(template)?.[1];
  if (whole !== undefined) return valueOf(whole);
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name]) => name as string);
  if (names.some((name) => valueOf(name) === undefined)) return undefined;
  return template.replace(PLACEHOLDER, (_, name: string) => String(valueOf(name)));
}
