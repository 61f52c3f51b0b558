/** A page as data, to be written as Markdown or as HTML. Texts may hold `code`, **bold** and [links](address). */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string; id?: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[]; numbered?: boolean }
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  | { kind: 'code'; language: string; text: string };

export const heading = (level: 1 | 2 | 3 | 4, text: string, id?: string): Block => ({
  kind: 'heading',
  level,
  text,
  id,
});
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const list = (...items: string[]): Block => ({ kind: 'list', items });
export const steps = (...items: string[]): Block => ({ kind: 'list', items, numbered: true });
export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  head,
  rows,
});
export const codeBlock = (language: string, text: string): Block => ({
  kind: 'code',
  language,
  text: text.trimEnd(),
});

export const code = (text: string): string => `\`${text}\``;
export const linkTo = (text: string, address: string): string => `[${text}](${address})`;
