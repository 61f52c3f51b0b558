/** Where a text stops being JSON, and what would be right there; line and column count from 1. */
interface JsonFault {
  line: number;
  column: number;
  expected: string;
}

/** What may stand next, and how that reads. */
const EXPECTED = {
  value: 'a value',
  valueOrEnd: 'a value or "]"',
  name: 'a name in double quotes',
  nameOrEnd: 'a name in double quotes or "}"',
  colon: 'a colon',
  commaOrEnd: 'a comma or the closing bracket',
  nothing: 'the end',
} as const;
type State = keyof typeof EXPECTED;

const BLANKS = /[ \t\n\r]*/y;
// oxlint-disable-next-line no-control-regex
const OPEN_TEXT = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*/y;
const TEXT = new RegExp(`${OPEN_TEXT.source}"`, 'y');
const OTHERS = /[[\]{}:,]|true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * Finds what `JSON.parse` tells only sometimes, and not without repeating a part of the text, which may be secret:
 * the place where it goes wrong. Undefined for a text that is JSON.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: ('}' | ']')[] = [];
  let state: State = 'value';
  let offset = 0;
  const read = (pattern: RegExp) => {
    pattern.lastIndex = offset;
    const found = pattern.exec(text)?.[0] ?? '';
    offset += found.length;
    return found;
  };
  for (;;) {
    read(BLANKS);
    if (offset === text.length) return state === 'nothing' ? undefined : faultAt(text, offset, state);
    const start = offset;
    const next = advance(state, read(TEXT) || read(OTHERS), open);
    if (next === undefined) return faultInside(text, start, state);
    state = next;
  }
}

/** The state after a token, or undefined when the token may not stand there; `open` follows the brackets. */
function advance(state: State, token: string, open: ('}' | ']')[]): State | undefined {
  const closes = token !== '' && token === open.at(-1);
  if (closes && (state === 'commaOrEnd' || state === 'nameOrEnd' || state === 'valueOrEnd')) {
    open.pop();
    return afterValue(open);
  }
  if (state === 'commaOrEnd' && token === ',') return open.at(-1) === '}' ? 'name' : 'value';
  if (state === 'colon' && token === ':') return 'value';
  if ((state === 'name' || state === 'nameOrEnd') && token.startsWith('"')) return 'colon';
  return state === 'value' || state === 'valueOrEnd' ? begin(token, open) : undefined;
}

/** The state after the beginning of a value: after the whole of it, when it is neither object nor list. */
function begin(token: string, open: ('}' | ']')[]): State | undefined {
  if (token === '{') {
    open.push('}');
    return 'nameOrEnd';
  }
  if (token === '[') {
    open.push(']');
    return 'valueOrEnd';
  }
  return /^["tfn\d-]/.test(token) ? afterValue(open) : undefined;
}

const afterValue = (open: readonly string[]): State => (open.length === 0 ? 'nothing' : 'commaOrEnd');

/** A text in quotes that does not end well goes wrong inside. */
function faultInside(text: string, start: number, state: State): JsonFault {
  TEXT.lastIndex = start;
  if (text[start] !== '"' || TEXT.test(text)) return faultAt(text, start, state);
  OPEN_TEXT.lastIndex = start;
  OPEN_TEXT.test(text);
  const expected =
    text[OPEN_TEXT.lastIndex] === '\\'
      ? 'an escape such as \\n, \\" or \\\\'
      : 'a closing quote (a line break inside is written \\n)';
  return { ...faultAt(text, OPEN_TEXT.lastIndex, state), expected };
}

function faultAt(text: string, offset: number, state: State): JsonFault {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1, expected: EXPECTED[state] };
}
