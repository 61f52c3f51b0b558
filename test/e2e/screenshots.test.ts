import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, inBrowser, resultOf, run, useStage } from './support.ts';

const OBJECT = { bucket_name: 'demo-media', object_path: 'images/logo.svg' };
const WRITE = { bucket_name: 'demo-media', object_path: 'notes/refused.txt', text: 'Not yet.' };

/** The pictures in docs/images: `SCREENSHOTS=docs/images npx vitest run test/e2e/screenshots.test.ts` makes them anew. */
const PICTURES: [string, string, (page: Page) => Promise<unknown>, ('dark' | 'light')?][] = [
  [
    'operation',
    at('get_object', OBJECT),
    async (page) => (await run(page), resultOf(page).getByRole('img').waitFor()),
  ],
  [
    'refusal',
    `${at('put_object_text', WRITE)}&connection=limited`,
    async (page) => (await run(page), page.getByLabel('Policy that allows it').waitFor()),
  ],
  [
    'buckets',
    '#/buckets/demo-documents?prefix=contracts/2026/&key=contracts/2026/agreement.txt',
    (page) => page.getByRole('button', { name: 'Restore' }).first().waitFor(),
    'dark',
  ],
  [
    'permissions',
    '#/permissions',
    async (page) => {
      for (const name of ['Get Object read', 'Put Object (Text) write']) await page.getByLabel(name).check();
      await page.getByLabel('Prefix').fill('notes/');
      await page.getByLabel('Policy as JSON').getByText('demo-media/notes/*').waitFor();
    },
  ],
  [
    'decision',
    '#/permissions/read?user=analyst',
    async (page) => {
      await page.getByRole('tab', { name: 'Step through a call' }).click();
      await page.getByRole('button', { name: '+ Permissions boundary' }).click();
      await page.getByRole('listitem').getByRole('button', { name: 'ReadObjects' }).click();
      await page.locator('.cm-marked-statement').first().waitFor();
    },
  ],
];

inBrowser('screenshots', () => {
  const stage = useStage();
  let folder = process.env.SCREENSHOTS ?? '';
  const temporary = folder === '';
  beforeAll(() => {
    if (temporary) folder = mkdtempSync(join(tmpdir(), 'screenshots-'));
  });
  afterAll(() => {
    if (temporary) rmSync(folder, { recursive: true });
  });

  it.each(PICTURES)('%s', async (name, place, prepare, colorScheme = 'light') => {
    const page = await stage.visit(place, { colorScheme, viewport: { width: 1280, height: 800 } });
    await prepare(page);
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    expect(statSync(path).size).toBeGreaterThan(10_000);
  });
});
