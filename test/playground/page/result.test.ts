import { describe, expect, it } from 'vitest';
import type { Schema, Values } from '../../../playground/web/api/types.ts';
import {
  fileIn,
  linkIn,
  listingsIn,
  nextPage,
  plainFacts,
  textListsIn,
} from '../../../playground/web/result/kinds.ts';

const FILE = { name: 'a', url: 'http://127.0.0.1/files/a', mime_type: 'text/plain', expires: 1 };
const ROWS: Schema = {
  type: 'array',
  title: 'Objects',
  items: { type: 'object', properties: { size: { type: 'integer' } } },
};

describe('a result is shown as what it is', () => {
  it('a file', () => {
    expect(fileIn({ size: 1, file: FILE })).toEqual(FILE);
    expect(fileIn({ size: 1, owner: { id: 'x' }, nothing: null })).toBeUndefined();
  });

  it('a link that expires', () => {
    expect(linkIn({ url: 'https://a', expires: 5, method: 'PUT', headers: {} })).toMatchObject({
      method: 'PUT',
    });
    expect(linkIn({ url: 'https://a' })).toBeUndefined();
  });

  it('lists, of objects and of texts', () => {
    const output = { objects: [{ size: 1 }], folders: ['a/'], none: [] };
    expect(listingsIn(output, { properties: { objects: ROWS, folders: { type: 'array' } } })).toMatchObject([
      { name: 'objects', title: 'Objects', rows: [{ size: 1 }] },
    ]);
    expect(textListsIn(output)).toEqual([['folders', ['a/']]]);
  });

  it('what is left, without links, lists and secrets', () => {
    const output = {
      size: 1,
      url: 'https://secret',
      list: [1],
      file: FILE,
      continuation_token: 'x',
      content: 'y',
    };
    const schema: Schema = { properties: { url: { secret: true } } };
    expect(plainFacts(output, schema)).toEqual([['size', 1]]);
  });
});

describe('the next page', () => {
  const schema: Schema = { properties: { continuation_token: {}, key_marker: {}, version_id_marker: {} } };
  it.each([
    [{ continuation_token: 't' }, { bucket: 'b', continuation_token: 't' }],
    [
      { next_key_marker: 'k', next_version_id_marker: 'v' },
      { bucket: 'b', key_marker: 'k', version_id_marker: 'v' },
    ],
    [
      { next_key_marker: 'k', next_version_id_marker: undefined },
      { bucket: 'b', key_marker: 'k' },
    ],
    [{ etag: 'x', unknown_token: 'y' }, undefined],
  ] as [Values, Values | undefined][])('%j', (output, input) => {
    expect(nextPage(output, { bucket: 'b' }, schema)).toEqual(input);
  });
});
