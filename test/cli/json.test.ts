import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonFault } from '../../cli/json.ts';

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('findJsonFault', () => {
  test.each([
    ['', 1, 1, 'a value'],
    ['{', 1, 2, 'a name in double quotes or "}"'],
    ['{a: 1}', 1, 2, 'a name in double quotes or "}"'],
    ['{"a" 1}', 1, 6, 'a colon'],
    ['{"a": x}', 1, 7, 'a value'],
    ['{"a": 1,}', 1, 9, 'a name in double quotes'],
    ['[1, 2', 1, 6, 'a comma or the closing bracket'],
    ['[1,\n 2,]', 2, 4, 'a value'],
    ['{"a": 1]', 1, 8, 'a comma or the closing bracket'],
    ['{} x', 1, 4, 'the end'],
    ['{"a": "b\nc"}', 1, 9, 'a closing quote (a line break inside is written \\n)'],
    [String.raw`{"a": "C:\data"}`, 1, 10, String.raw`an escape such as \n, \" or \\`],
    ['01', 1, 2, 'the end'],
  ])('%j: line %i, column %i, %s', (text, line, column, expected) => {
    expect(findJsonFault(text)).toEqual({ line, column, expected });
  });

  test('finds nothing in JSON', () => {
    fc.assert(fc.property(fc.json(), (text) => findJsonFault(text) === undefined));
  });

  test('agrees with JSON.parse on JSON that lost, gained or changed a character', () => {
    const character = fc.constantFrom(
      '',
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '-',
      '.',
      '0',
      'e',
      'u',
      ' ',
      '\n',
      'x',
    );
    const damaged = fc.tuple(fc.json(), fc.nat(), fc.nat(1), character).map(([text, at, removed, added]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + added + text.slice(place + removed);
    });
    fc.assert(
      fc.property(damaged, (text) => (findJsonFault(text) === undefined) === isJson(text)),
      { numRuns: 2000 },
    );
  });
});
