import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../../connector/index.ts';
import manifest from '../../../connector/manifest.gen.json' with { type: 'json' };
import { EDITOR_SCRIPTS, packageFiles } from '../../../hosts/node-red/package/files.ts';
import english from '../../../hosts/node-red/locales/en.json' with { type: 'json' };
import german from '../../../hosts/node-red/locales/de.json' with { type: 'json' };
import { SMALL_MANIFEST } from './manifest.ts';

const scripts = EDITOR_SCRIPTS.map((name) =>
  readFileSync(new URL(`../../../hosts/node-red/editor/${name}.js`, import.meta.url), 'utf8'),
);
const options = { dependencies: { ajv: '^8' }, node: '>=20', scripts };
const filesOf = (given: Manifest) => packageFiles(given, options);
const read = (text: string | undefined): Record<string, never> =>
  JSON.parse(text ?? '') as Record<string, never>;

describe('the package', () => {
  const files = filesOf(SMALL_MANIFEST);
  const page = files['nodes/aws-s3.html'] ?? '';

  test('is one that Node-RED loads', () => {
    expect(read(files['package.json'])).toMatchObject({
      name: 'node-red-contrib-aws-s3-connector',
      version: '1.2.3',
      dependencies: { ajv: '^8' },
      'node-red': { nodes: { 'aws-s3': 'nodes/aws-s3.js' } },
    });
    expect(() => new Script(files['nodes/aws-s3.js'] ?? '')).not.toThrow();
  });

  test('has an editor script that is a script, whatever texts the manifest has', () => {
    const script = /<script type="text\/javascript">\n([^]*?)<\/script>/.exec(page)?.[1] ?? '';
    expect(() => new Script(script)).not.toThrow();
    expect(script).not.toMatch(/^(import|export) /m);
    expect(page.match(/<script/g)).toHaveLength(page.match(/<\/script>/g)?.length ?? 0);
    expect(page).toContain('Keeps &#60;/script&#62; a thing.');
  });

  test('has a dialog and a help page for each node', () => {
    for (const type of ['aws-s3-keep-thing', 'aws-s3-look-around']) {
      expect(page).toContain(`data-template-name="${type}"`);
      expect(page).toContain(`data-help-name="${type}"`);
    }
    expect(page).not.toContain('things-ddl');
  });

  test('leaves to English what German has no words for', () => {
    const texts = read(files['nodes/locales/de/aws-s3.json'])['aws-s3'] as never as {
      operations: Record<string, { label?: string; fields: Record<string, { title?: string }> }>;
    };
    expect(texts.operations.keep_thing?.label).toBeUndefined();
    expect(texts.operations.keep_thing?.fields.size?.title).toBe('Größe');
  });
});

describe('the languages', () => {
  const keysOf = (value: object): string[] =>
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      typeof inner === 'object' && inner !== null ? keysOf(inner).map((rest) => `${key}.${rest}`) : [key],
    );

  test("have the same words of the package's own, with the same gaps", () => {
    expect(keysOf(german.words)).toEqual(keysOf(english));
    const gaps = (texts: object) => JSON.stringify(texts).match(/__\w+?__/g);
    expect(gaps(german.words)).toEqual(gaps(english));
  });

  test('translate texts that the manifest has', () => {
    const texts = JSON.stringify(manifest);
    const stale = Object.keys(german.texts).filter((text) => !texts.includes(JSON.stringify(text)));
    expect(stale).toEqual([]);
  });
});
