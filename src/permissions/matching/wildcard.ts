import type { Span } from './template.ts';

/** What stands between two stars; at its holes, the places of `?`, any character fits. */
interface Piece {
  text: string;
  holes: readonly number[];
}

/** A text with wildcards, cut at its stars. */
export type Pattern = readonly [first: Piece, ...others: Piece[]];

/** Prepares a text in which `*` is any number of characters and `?` exactly one (one UTF-16 unit). */
export function compilePattern(spans: readonly Span[]): Pattern {
  const pieces: [Piece, ...Piece[]] = [{ text: '', holes: [] }];
  for (const { text, wild } of spans) {
    const [head = '', ...tail] = wild ? text.split('*') : [text];
    append(pieces, head, wild);
    for (const piece of tail) {
      pieces.push({ text: '', holes: [] });
      append(pieces, piece, wild);
    }
  }
  return pieces;
}

function append(pieces: Piece[], text: string, wild: boolean): void {
  const last = pieces.pop();
  if (last === undefined) return;
  const marks = wild ? [...text.matchAll(/\?/g)] : [];
  const holes = marks.map((mark) => last.text.length + mark.index);
  pieces.push({ text: last.text + text, holes: [...last.holes, ...holes] });
}

/**
 * Whether a pattern matches the whole of a text. Each piece is taken where it first fits, which never needs to be
 * taken back: at worst the time is the pattern's length times the text's.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const first = pattern[0];
  const last = pattern.at(-1) ?? first;
  if (pattern.length === 1) return text.length === first.text.length && fits(first, text, 0);
  const end = text.length - last.text.length;
  if (end < first.text.length || !fits(first, text, 0) || !fits(last, text, end)) return false;
  let position = first.text.length;
  for (let index = 1; index < pattern.length - 1; index++) {
    const piece = pattern[index] ?? first;
    position = find(piece, text, position) + piece.text.length;
    if (position < piece.text.length || position > end) return false;
  }
  return true;
}

/** Where a piece first fits, at or after a position; -1 if nowhere. */
function find(piece: Piece, text: string, from: number): number {
  if (piece.holes.length === 0) return text.indexOf(piece.text, from);
  for (let position = from; position + piece.text.length <= text.length; position++) {
    if (fits(piece, text, position)) return position;
  }
  return -1;
}

/** Whether a piece fits at a position that leaves room for it. */
function fits({ text: wanted, holes }: Piece, text: string, position: number): boolean {
  if (holes.length === 0) return text.startsWith(wanted, position);
  let hole = 0;
  for (let index = 0; index < wanted.length; index++) {
    if (holes[hole] === index) hole++;
    else if (wanted.charCodeAt(index) !== text.charCodeAt(position + index)) return false;
  }
  return true;
}
