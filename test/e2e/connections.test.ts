import { afterAll, expect, it } from 'vitest';
import { createClient } from '../hosts/http/support.ts';
import { at, expectNoComplaints, inBrowser, resultOf, run, useStage } from './support.ts';

inBrowser('connections', () => {
  const stage = useStage();
  afterAll(() => expectNoComplaints(stage));

  it('are added by a form of their kind, tested, chosen and forgotten; their secrets stay with the server', async () => {
    const { access_key, secret_key, endpoint } = stage.playground.sandbox;
    const page = await stage.visit(at('list_buckets', {}));
    await page.getByRole('button', { name: 'Manage connections' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add a connection' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill('My own');
    await dialog.getByLabel('Access key').fill(` ${access_key}`);
    await dialog.getByLabel('Secret key').fill(secret_key);
    await dialog.getByRole('combobox', { name: 'Region' }).fill('us-east-1');
    await dialog.getByText('Advanced').click();
    await dialog.getByLabel('Endpoint').first().fill(endpoint);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.locator('[data-field=access_key] .problem').waitFor();
    await dialog.getByLabel('Access key').fill(access_key);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const row = dialog.getByRole('listitem').filter({ hasText: 'My own' });
    expect(await row.getByRole('radio').isChecked()).toBe(true);
    await row.getByRole('button', { name: 'Test' }).click();
    await row.getByText('It works').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await run(page);
    await resultOf(page).getByText('demo-media').waitFor();
    expect(await page.content()).not.toContain(secret_key);
    expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain(secret_key);
    await page.getByRole('button', { name: 'Manage connections' }).click();
    await row.getByRole('button', { name: 'Forget My own' }).click();
    await row.waitFor({ state: 'detached' });
  });

  it('says what is wrong with wrong keys', async () => {
    const { access_key, secret_key, endpoint } = stage.playground.sandbox;
    const { port, token } = stage.playground;
    const connection = { access_key, secret_key: `${secret_key}x`, region: 'us-east-1', endpoint };
    await createClient(`http://127.0.0.1:${port}`, token).post('/api/connections', {
      label: 'Wrong',
      connection,
    });
    const page = await stage.visit();
    await page.getByRole('button', { name: 'Manage connections' }).click();
    const row = page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Wrong' });
    await row.getByRole('button', { name: 'Test' }).click();
    await row.getByText('✕').waitFor();
  });

  it("are the sandbox's users at first, each with what it may do and its policy", async () => {
    const page = await stage.visit();
    const menu = page.getByLabel('Connection', { exact: true });
    const choices = await menu.locator('option').allTextContents();
    expect(choices.slice(0, 4)).toEqual([
      'Administrator – may do everything',
      'Analyst – reads every bucket, changes nothing',
      'Uploader – stores under uploads/ in demo-media, reads nothing',
      'Limited user – reads demo-media, nothing else',
    ]);
    await page.getByRole('button', { name: 'Manage connections' }).click();
    const uploader = page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'uploader' });
    expect(await uploader.getByRole('button', { name: /Forget/ }).count()).toBe(0);
    await uploader.getByRole('link', { name: 'Policy' }).click();
    await page.getByRole('textbox', { name: 'Policy' }).getByText('"StoreUploads"').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
