import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { createClient } from '../hosts/http/support.ts';
import { at, expectNoComplaints, inBrowser, resultOf, run, useStage } from './support.ts';

/** As long as a key may be. */
const LONG = 'a'.repeat(1024);
const bucket_name = 'odd-names';

/** Whether all of an element is on the screen, from left to right. */
async function fits(element: Locator): Promise<boolean> {
  const box = await element.boundingBox();
  const width = element.page().viewportSize()?.width ?? 0;
  return box !== null && box.x >= 0 && box.x + box.width <= width;
}

inBrowser.each([1440, 390])('names that are long or run from right to left, %d pixels wide', (width) => {
  const stage = useStage();
  const options = { viewport: { width, height: 900 } };
  beforeAll(async () => {
    const { run: call } = createClient(`http://127.0.0.1:${stage.playground.port}`, stage.playground.token);
    await call('create_bucket', { bucket_name });
    for (const object_path of [LONG, 'אבג/דהו/שלום.txt'])
      await call('put_object_text', { bucket_name, object_path, text: 'odd' });
  });
  afterAll(() => expectNoComplaints(stage));

  it('a delete shows the whole key, and its buttons', async () => {
    const page = await stage.visit(at('delete_object', { bucket_name, object_path: LONG }), options);
    await run(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(LONG, { exact: true }).waitFor();
    for (const one of [dialog.getByText(LONG, { exact: true }), dialog.locator('.danger')])
      expect(await fits(one)).toBe(true);
    expect(
      await dialog.evaluate(
        (box: { scrollWidth?: number; clientWidth?: number }) => box.scrollWidth === box.clientWidth,
      ),
    ).toBe(true);
  });

  it('a result stays in its column, and Run in reach', async () => {
    const page = await stage.visit(at('get_object', { bucket_name, object_path: LONG }), options);
    await page.getByText('Needs s3:GetObject').waitFor();
    const needs = await page.locator('.needs').boundingBox();
    expect(needs?.height).toBeLessThan(100);
    await run(page);
    await resultOf(page).getByText('odd', { exact: true }).waitFor();
    expect(await fits(resultOf(page).getByRole('region', { name: 'File' }))).toBe(true);
    expect(await fits(resultOf(page).locator('.facts'))).toBe(true);
  });

  it('a row of a folder is two lines at most, and its panel has all', async () => {
    const page = await stage.visit(`#/buckets/${bucket_name}`, options);
    const link = page.getByRole('button', { name: LONG });
    await link.waitFor();
    expect((await link.boundingBox())?.height).toBeLessThan(60);
    await link.click();
    await page.getByRole('complementary').getByText('text/plain').waitFor();
    expect(await page.getByRole('complementary').getByRole('heading').first().textContent()).toBe(LONG);
  });

  it('folders stand in their order, whichever way their names are written', async () => {
    const page = await stage.visit(`#/buckets/${bucket_name}?prefix=אבג/דהו/`, options);
    const folders = page.getByRole('navigation', { name: 'Folders' });
    await page.getByRole('button', { name: 'שלום.txt' }).waitFor();
    const [outer, inner] = await Promise.all(
      ['אבג', 'דהו'].map((name) => folders.getByRole('link', { name }).boundingBox()),
    );
    expect(outer?.x).toBeLessThan(inner?.x ?? 0);
  });
});
