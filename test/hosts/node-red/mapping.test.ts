import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../../connector/index.ts';
import manifest from '../../../connector/manifest.gen.json' with { type: 'json' };
import { mapManifest } from '../../../hosts/node-red/mapping/map-manifest.ts';
import { SMALL_MANIFEST } from './manifest.ts';

describe('the mapping of a manifest', () => {
  const { format, losses } = mapManifest(SMALL_MANIFEST);
  const { connection } = format;

  test('makes what the golden file holds', async () => {
    const text = `${JSON.stringify({ ...format, losses }, undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot('golden/small.golden');
  });

  test('is pure: the same again, and the manifest untouched', () => {
    const before = JSON.stringify(SMALL_MANIFEST);
    expect(mapManifest(SMALL_MANIFEST)).toEqual({ format, losses });
    expect(JSON.stringify(SMALL_MANIFEST)).toBe(before);
  });

  test('keeps encrypted what is secret, and what a connection cannot do without', () => {
    const kept = connection.fields.filter(({ credential }) => credential).map(({ name }) => name);
    expect(kept).toEqual(['id', 'secret']);
  });
});

describe("the connector's own manifest", () => {
  const { format, losses } = mapManifest(manifest as unknown as Manifest);
  const { nodes, connection } = format;

  test('gives a node to every operation that is no dropdown of another', () => {
    const dropdowns = new Set(JSON.stringify(manifest).match(/(?<="lookup":\{"operation":")\w+/g));
    const expected = manifest.operations.map(({ name }) => name).filter((name) => !dropdowns.has(name));
    expect(nodes.map(({ operation }) => operation)).toEqual(expected);
    expect(dropdowns.size).toBeGreaterThan(0);
  });

  test('has all fields of each operation in its form, the required ones never folded away', () => {
    for (const { operation, fields } of nodes) {
      const { input_schema: input } = manifest.operations.find(
        ({ name }) => name === operation,
      ) as Manifest['operations'][number];
      expect(fields.map(({ name }) => name)).toEqual(Object.keys(input.properties ?? {}));
      expect(fields.filter(({ required, advanced }) => required && advanced)).toEqual([]);
    }
  });

  test('has no secret in the flow', () => {
    expect(connection.fields.filter(({ secret, credential }) => secret && !credential)).toEqual([]);
    expect(connection.fields.some(({ secret }) => secret)).toBe(true);
  });

  test('loses nothing without saying what happens instead', () => {
    expect(losses.filter(({ instead }) => instead === '')).toEqual([]);
    expect(new Set(losses.map(({ node }) => node)).size).toBe(nodes.length + 1);
  });
});
