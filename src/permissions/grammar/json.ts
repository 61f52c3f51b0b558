import type { Reading } from './report.ts';

/** The JSON value of a text; `undefined`, with a problem noted, if it is none or names a member twice. */
export function readJson(text: string, reading: Reading): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    reading.note('', `It is not JSON: ${String(error)}.`, 'Correct the JSON.');
    return undefined;
  }
  for (const path of repeatedMembers(text)) {
    reading.note(
      path,
      'This element stands here more than once.',
      'Leave one, or merge their values in a list.',
    );
  }
  return value;
}

interface Level {
  /** The names so far, where it is an object. */
  names?: Set<string>;
  /** The current name, or index. */
  at: string | number;
  /** Whether the next string is a name. */
  awaitsName: boolean;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/**
 * The paths of members that an object has twice; `JSON.parse` keeps the last and says nothing, IAM refuses.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
 * @param json a text that is known to be JSON
 */
function repeatedMembers(json: string): string[] {
  const levels: Level[] = [];
  const found: string[] = [];
  for (const [token] of json.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{') levels.push({ names: new Set(), at: '', awaitsName: true });
    else if (token === '[') levels.push({ at: 0, awaitsName: false });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',') advance(level);
    else if (level?.awaitsName && !takeName(level, JSON.parse(token) as string)) found.push(pathOf(levels));
  }
  return [...new Set(found)];
}

function advance(level: Level | undefined): void {
  if (level === undefined) return;
  if (typeof level.at === 'number') level.at += 1;
  else level.awaitsName = true;
}

/** Whether the name is new. */
function takeName(level: Level, name: string): boolean {
  const isNew = level.names?.has(name) === false;
  level.names?.add(name);
  level.at = name;
  level.awaitsName = false;
  return isNew;
}

const pathOf = (levels: readonly Level[]) =>
  levels
    .map(({ at }) => (typeof at === 'number' ? `[${at}]` : `.${at}`))
    .join('')
    .replace(/^\./, '');
