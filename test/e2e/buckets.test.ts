import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, expectNoComplaints, inBrowser, resultOf, run, useStage } from './support.ts';

const LARGE = 300 * 2 ** 20;

inBrowser('the bucket browser', () => {
  const stage = useStage();
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'page-test-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    expectNoComplaints(stage);
  });
  const fileOf = (name: string, content: string | number) => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : '');
    if (typeof content === 'number') truncateSync(path, content);
    return path;
  };

  it('walks through folders, in a bucket of another region too', async () => {
    const page = await stage.visit('#/buckets');
    await page.getByRole('link', { name: /^demo-eu/ }).click();
    await page.getByRole('link', { name: 'data/' }).click();
    await page.getByRole('button', { name: 'customers.json' }).click();
    const panel = page.getByRole('complementary', { name: 'Object data/customers.json' });
    await panel.getByText('internal').waitFor();
    await panel.getByRole('button', { name: 'Preview and download' }).click();
    await panel.getByText('Grace').waitFor();
    await page.getByRole('navigation', { name: 'Folders' }).getByRole('link', { name: 'demo-eu' }).click();
    await page.getByRole('button', { name: 'hallo.txt' }).waitFor();
  });

  it('uploads what is chosen and what is dropped, and deletes what is selected', async () => {
    const page = await stage.visit('#/buckets/demo-empty');
    await page.getByText('Nothing is here').waitFor();
    await page
      .getByLabel('Files to upload')
      .setInputFiles([fileOf('one.txt', 'one'), fileOf('two.txt', 'two')]);
    // Both: a file that arrives later would not be among those that are selected.
    for (const name of ['one.txt', 'two.txt']) await page.getByRole('button', { name }).waitFor();
    const dropped = await page.evaluateHandle(
      'const data = new DataTransfer(); data.items.add(new File(["3"], "größe & more.txt")); data',
    );
    await page.getByRole('region', { name: 'Folder' }).dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByRole('button', { name: 'größe & more.txt' }).waitFor();
    await page.getByLabel('Select all objects').check();
    await page.getByRole('button', { name: 'Delete 3 objects…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete 3 objects from demo-empty' }).click();
    await page.getByText('Nothing is here').waitFor();
  });

  it('uploads and downloads 300 MiB, and shows how far it is', async () => {
    const page = await stage.visit('#/buckets/demo-empty');
    const progress = page.getByRole('progressbar', { name: 'Upload of large.bin' });
    await page.getByLabel('Files to upload').setInputFiles([fileOf('large.bin', LARGE)]);
    await progress.waitFor();
    await page.getByText(/of 300 MiB/).waitFor();
    await page.getByText('✓ 300 MiB').waitFor({ timeout: 60_000 });
    await page.goto(
      `http://127.0.0.1:${stage.playground.port}/${at('get_object', { bucket_name: 'demo-empty', object_path: 'large.bin' })}`,
    );
    await run(page);
    const result = resultOf(page);
    await result.getByRole('progressbar').waitFor();
    await result.getByRole('link', { name: 'Download' }).waitFor({ timeout: 60_000 });
    await result.getByText('300 MiB: too large to be shown here').waitFor();
    const download = page.waitForEvent('download');
    await result.getByRole('link', { name: 'Download' }).click();
    expect(await (await download).failure()).toBeNull();
  });

  it('uploads several large files side by side, each with its progress', async () => {
    const page = await stage.visit('#/buckets/demo-empty?prefix=several/');
    const names = ['one.bin', 'two.bin', 'three.bin'];
    const files = names.map((name) => fileOf(name, 60 * 2 ** 20));
    await page.getByLabel('Files to upload').setInputFiles(files);
    for (const name of names)
      await page.getByRole('progressbar', { name: `Upload of several/${name}` }).waitFor();
    const done = page.getByRole('region', { name: 'Uploads' }).getByText('✓ 60 MiB');
    await expect.poll(() => done.count(), { timeout: 60_000 }).toBe(3);
    for (const name of names) await page.getByRole('button', { name, exact: true }).waitFor();
  });

  it('cancels an upload, which leaves nothing', async () => {
    const fault = stage.playground.sandbox.addFault({ fault: 'delay', delay_ms: 20_000, api: 'PutObject' });
    const page = await stage.visit('#/buckets/demo-empty?prefix=cancelled/');
    await page.getByLabel('Files to upload').setInputFiles([fileOf('never.bin', 50 * 2 ** 20)]);
    await page.getByRole('button', { name: 'Cancel cancelled/never.bin' }).click();
    await page.getByRole('region', { name: 'Uploads' }).getByText('cancelled', { exact: true }).waitFor();
    stage.playground.sandbox.removeFault(fault.id);
  });

  it('brings a deleted object back, and an old version', async () => {
    const page = await stage.visit('#/buckets/demo-documents?prefix=contracts/2026/');
    await page.getByLabel('Show deleted').check();
    await page.getByRole('button', { name: 'Undo delete' }).click();
    await page.getByRole('button', { name: 'Undo delete' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'agreement.txt' }).click();
    const panel = page.getByRole('complementary');
    await panel.getByRole('button', { name: 'Restore' }).last().click();
    await expect.poll(() => panel.locator('.timeline li').count()).toBe(4);
    await panel.getByRole('button', { name: 'Preview and download' }).click();
    await panel.getByText('First draft.').waitFor();
  });

  it('says why a delete could not be undone', async () => {
    const page = await stage.visit('#/buckets/demo-documents?prefix=contracts/2026/');
    await page.getByRole('button', { name: 'agreement.txt' }).waitFor();
    await page.getByLabel('Select contracts/2026/agreement.txt').check();
    await page.getByRole('button', { name: 'Delete contracts/2026/agreement.txt…' }).click();
    await page.getByRole('dialog').locator('.danger').click();
    await page.getByLabel('Connection', { exact: true }).selectOption('analyst');
    await page.getByLabel('Show deleted').check();
    const row = page.getByRole('row').filter({ hasText: 'agreement.txt' });
    await row.getByRole('button', { name: 'Undo delete' }).click();
    const card = page.getByRole('alert', { name: 'Error' });
    await card.getByText('s3:DeleteObjectVersion', { exact: true }).waitFor();
    await card.getByRole('button', { name: 'Let the analyst do this' }).click();
    await row.getByRole('button', { name: 'Undo delete' }).click();
    await row.getByRole('checkbox').waitFor();
    await card.waitFor({ state: 'hidden' });
  });

  it('says what a limited user may not see', async () => {
    const page = await stage.visit('#/buckets/demo-documents');
    await page.getByLabel('Connection', { exact: true }).selectOption('limited');
    await page.getByRole('alert', { name: 'Error' }).getByText('s3:ListBucket', { exact: true }).waitFor();
  });
});
