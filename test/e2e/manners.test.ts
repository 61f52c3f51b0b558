import { afterAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { at, expectNoComplaints, inBrowser, resultOf, run, useStage, violations } from './support.ts';

const HELLO = { bucket_name: 'demo-media', object_path: 'notes/hello.txt' };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** Every screen there is, and how to get to it. */
const SCREENS: [string, string, ((page: Page) => Promise<unknown>)?][] = [
  ['welcome', ''],
  ['a form', at('put_object_text', HELLO), (page) => page.getByText('Advanced').click()],
  [
    'a result',
    at('get_object', HELLO),
    async (page) => (await run(page), resultOf(page).getByText('Hello from').waitFor()),
  ],
  [
    'a listing',
    at('list_bucket_objects', { bucket_name: 'demo-media' }),
    async (page) => (await run(page), resultOf(page).getByRole('table').waitFor()),
  ],
  [
    'an error',
    at('get_object', { bucket_name: 'demo_media' }),
    async (page) => (await run(page), page.getByRole('alert', { name: 'Error' }).waitFor()),
  ],
  [
    'a list of things',
    at('delete_multiple_objects', { bucket_name: 'demo-media', object_keys: ['a', { Key: 'b' }] }),
  ],
  ['grants', at('put_object_acl', { ...HELLO, grants: [{ grantee: 'AllUsers', permission: 'READ' }] })],
  [
    'the JSON view',
    at('get_object', HELLO),
    async (page) => (
      await page.getByRole('tab', { name: 'JSON' }).first().click(),
      page.getByLabel('Input as JSON').waitFor()
    ),
  ],
  ['code', at('get_object', HELLO), (page) => page.getByRole('tab', { name: 'Code' }).click()],
  [
    'a question',
    at('delete_object', HELLO),
    async (page) => (await run(page), page.getByRole('dialog').waitFor()),
  ],
  [
    'buckets',
    '#/buckets/demo-documents?prefix=contracts/2026/&key=contracts/2026/agreement.txt',
    (page) => page.getByRole('button', { name: 'Restore' }).first().waitFor(),
  ],
  ['connections', '', (page) => page.getByRole('button', { name: 'Manage connections' }).click()],
  ['the palette', '', (page) => page.keyboard.press('Control+k')],
  [
    'a policy in the making',
    '#/permissions',
    async (page) => (
      await page.getByLabel('Get Object read').check(),
      page.getByLabel('Policy as JSON').waitFor()
    ),
  ],
  [
    'a policy that is read',
    '#/permissions/read',
    async (page) => (
      await page.getByRole('button', { name: 'ReadMedia' }).first().click(),
      page.locator('.cm-marked-statement').first().waitFor()
    ),
  ],
  [
    'what a policy grants beyond',
    `#/permissions/read?policy=${encodeURIComponent('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}')}`,
    async (page) => (
      await page.getByRole('tab', { name: 'What goes beyond' }).click(),
      page.getByLabel('Tightened policy as JSON').waitFor()
    ),
  ],
  [
    'a call step by step',
    '#/permissions/read',
    async (page) => (
      await page.getByRole('tab', { name: 'Step through a call' }).click(),
      await page.getByRole('button', { name: '+ Permissions boundary' }).click(),
      page.getByText('The call is').waitFor()
    ),
  ],
  [
    'what a user lacks',
    `${at('put_object_text', { ...HELLO, text: 'x' })}&connection=analyst`,
    (page) => page.getByText('The analyst’s policy lacks').click(),
  ],
  ['the permission table', '#/permissions/table', (page) => page.getByRole('table').waitFor()],
  ['history, empty', '#/history'],
  [
    'history',
    at('get_object', HELLO),
    async (page) => (
      await run(page),
      await resultOf(page).getByText('Hello from').waitFor(),
      await page.getByRole('link', { name: 'History' }).click(),
      page.getByRole('button', { name: 'Run again: Get Object' }).waitFor()
    ),
  ],
];

inBrowser('manners', () => {
  const stage = useStage();
  afterAll(() => expectNoComplaints(stage));

  describe.each(['light', 'dark'] as const)('axe finds nothing wrong, %s', (colorScheme) => {
    it.each(SCREENS)('%s', async (_, place, go) => {
      const page = await stage.visit(place, { colorScheme });
      if (place.startsWith('#/operations')) await page.locator('.form').waitFor({ state: 'attached' });
      await go?.(page);
      expect(await page.evaluate('document.documentElement.dataset.theme')).toBe(colorScheme);
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    });
  });

  it('everything goes by the keyboard: find, fill in, run, read', async () => {
    const page = await stage.visit();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search commands' }).waitFor();
    await page.keyboard.type('get object read');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Object key' }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('user-17/notes/');
    await page.getByRole('option', { name: /to do/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await resultOf(page).getByText('A key may have any character').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.tagName')).not.toBe('BODY');
  });

  it('a part of the page that cannot be fetched says so, and the rest stays', async () => {
    const page = await stage.visit();
    await page.route('**/assets/permissions-page*.js', (route) => route.abort());
    await page.getByRole('link', { name: 'Permissions', exact: true }).click();
    await page.getByText('The server of this page does not answer').waitFor();
    await page.getByRole('link', { name: 'History', exact: true }).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
  });

  it('the first Tab leads past the menus', async () => {
    const page = await stage.visit('#/history');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it('a hint that was read does not come back', async () => {
    const page = await stage.visit();
    const hint = page.getByRole('complementary', { name: 'Hint' });
    await hint.getByRole('button', { name: 'Got it' }).click();
    await page.reload();
    await page.getByRole('link', { name: 'Look into a bucket' }).waitFor();
    expect(await hint.count()).toBe(0);
  });

  it('a theme that was chosen stays', async () => {
    const page = await stage.visit('', { colorScheme: 'light' });
    await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
    await page.reload();
    await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
  });

  it('on a phone one column is shown at a time, and nothing is wider than the screen', async () => {
    const page = await stage.visit('', PHONE);
    await page.getByRole('link', { name: 'Get Object', exact: true }).first().click();
    await page.locator('.run-bar .run').click();
    await resultOf(page).getByText('Hello from').waitFor();
    expect(await page.getByRole('region', { name: 'Input' }).isVisible()).toBe(false);
    for (const place of [
      '#/operations',
      at('put_object_file'),
      '#/buckets/demo-media',
      '#/permissions',
      '#/permissions/read',
      '#/permissions/table',
      '#/history',
    ]) {
      await page.goto(`http://127.0.0.1:${stage.playground.port}/${place}`);
      await page.locator('#main').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth'), place).toBe(390);
    }
  });

  it('on a phone a file can be chosen within its column, and what has no use there is away', async () => {
    const page = await stage.visit('', PHONE);
    expect(await page.getByRole('navigation', { name: 'Parts of the page' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Put Object (File)' }).click();
    await page.locator('.file-field').scrollIntoViewIfNeeded();
    const box = await page.locator('.file-field').boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    expect(await page.locator('.run-bar kbd').isVisible()).toBe(false);
    expect(await page.getByRole('navigation', { name: 'Parts of the page' }).isVisible()).toBe(true);
  });

  it('on a phone what deletes asks first, too', async () => {
    const page = await stage.visit(at('delete_object', { ...HELLO, object_path: 'nothing' }), PHONE);
    await run(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete nothing from demo-media' }).click();
    await page.locator('.stages li.done').nth(5).waitFor();
  });

  it('an address carries an operation with its input', async () => {
    const page = await stage.visit(at('get_object', { ...HELLO, output: 'text', range_to: 4 }));
    await run(page);
    await resultOf(page).getByLabel('Content').getByText('Hello', { exact: true }).waitFor();
  });
});
