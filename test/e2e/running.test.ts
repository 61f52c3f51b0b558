import { afterAll, expect, it } from 'vitest';
import { createClient } from '../hosts/http/support.ts';
import { at, expectNoComplaints, inBrowser, resultOf, rewrite, run, useStage } from './support.ts';

const HELLO = { bucket_name: 'demo-media', object_path: 'notes/hello.txt' };

inBrowser('running', () => {
  const stage = useStage();
  afterAll(() => expectNoComplaints(stage));

  it('shows six stages, the file, the same as JSON and as code', async () => {
    const page = await stage.visit(at('get_object', HELLO));
    await run(page);
    const result = resultOf(page);
    await result.getByText('Hello from the sandbox').waitFor();
    expect(await result.locator('.stages li.done').count()).toBe(6);
    const download = page.waitForEvent('download');
    await result.getByRole('link', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toBe('hello.txt');
    await result.getByRole('tab', { name: 'JSON' }).click();
    expect(await result.getByLabel('Result as JSON').textContent()).toContain('"size": 51');
    await result.getByRole('tab', { name: 'Code' }).click();
    for (const [language, text] of [
      ['s3c', 'npx s3c run get_object --input'],
      ['TypeScript', "connector.run('get_object'"],
      ['Tray step', '"operation": "get_object"'],
      ['n8n node', 'n8n-nodes-base.httpRequest'],
      ['curl', '/api/operations/get_object/run'],
    ] as const) {
      await result.getByLabel('Language').selectOption(language);
      expect(await result.getByLabel(`As ${language}`).textContent()).toContain(text);
    }
  });

  it('keeps form and JSON in step', async () => {
    const page = await stage.visit(at('get_object', HELLO));
    await page.getByRole('combobox', { name: 'Bucket' }).fill('other-bucket');
    await page.getByRole('tab', { name: 'JSON' }).first().click();
    const editor = page.getByLabel('Input as JSON');
    await editor.getByText('"other-bucket"').waitFor();
    await rewrite(editor, '{"bucket_name": "third", "object_path": "a/b"}');
    await page.getByRole('tab', { name: 'Form' }).click();
    expect(await page.getByRole('combobox', { name: 'Object key' }).inputValue()).toBe('a/b');
    await page.getByRole('tab', { name: 'JSON' }).first().click();
    await rewrite(editor, '{"bucket_name": ');
    await page.getByText('This is not JSON yet').waitFor();
  });

  it('suggests what the lookup operations give, and takes any text', async () => {
    const page = await stage.visit(at('get_object', { bucket_name: '', object_path: '' }));
    const bucket = page.getByRole('combobox', { name: 'Bucket' });
    await bucket.click();
    await page.getByRole('option', { name: 'demo-eu' }).waitFor();
    await bucket.fill('demo-m');
    await page.getByRole('option', { name: 'demo-media', exact: true }).click();
    expect(await bucket.inputValue()).toBe('demo-media');
    await page.getByRole('combobox', { name: 'Object key' }).fill('images/');
    await page.getByRole('option', { name: 'images/logo.svg' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('combobox', { name: 'Object key' }).inputValue()).toBe('images/logo.png');
  });

  it("says beside its field what is wrong, in the runtime's words", async () => {
    const page = await stage.visit(at('get_object', HELLO));
    await page.getByRole('combobox', { name: 'Bucket' }).fill('demo_media');
    await page.locator('[data-field=bucket_name] .problem', { hasText: 'has an underscore' }).waitFor();
    await run(page);
    const card = resultOf(page).getByRole('alert', { name: 'Error' });
    await card.getByText('Use hyphens').waitFor();
    await resultOf(page).getByRole('tab', { name: 'Tree' }).click();
    await page.locator('.stages li.failed').getByRole('button', { name: 'Input' }).click();
    await card.getByText('Use hyphens').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Error');
  });

  it('names the right region, and runs there by a press of a button', async () => {
    const page = await stage.visit(at('get_object', { bucket_name: 'demo-eu', object_path: 'hallo.txt' }));
    await run(page);
    await page.getByRole('button', { name: 'Use eu-central-1 and run' }).click();
    await resultOf(page).getByText('Dieser Bucket liegt in Frankfurt').waitFor();
  });

  it('says what a limited user may not do, and what would allow it', async () => {
    const page = await stage.visit(at('put_object_text', { ...HELLO, text: 'x' }));
    await page.getByLabel('Connection', { exact: true }).selectOption('limited');
    await run(page);
    const card = resultOf(page).getByRole('alert', { name: 'Error' });
    await card.getByText('s3:PutObject').first().waitFor();
    expect(await card.textContent()).toContain('arn:aws:s3:::demo-media/notes/hello.txt');
    await card.getByText('Details', { exact: true }).click();
    await card.getByText('Request id').waitFor();
  });

  it('asks before it deletes, and Enter does not confirm', async () => {
    const page = await stage.visit(at('delete_object', { ...HELLO, object_path: 'archive/2024/readme.txt' }));
    await run(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('archive/2024/readme.txt', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.locator('.stages li.done').count()).toBe(0);
    await page.keyboard.press('Control+Enter');
    await dialog.getByRole('button', { name: 'Delete archive/2024/readme.txt from demo-media' }).click();
    await page.locator('.stages li.done').nth(5).waitFor();
  });

  it('asks even when the runtime has not judged yet what was typed last', async () => {
    const page = await stage.visit(at('delete_object', { ...HELLO, object_path: '' }));
    const key = page.getByRole('combobox', { name: 'Object key' });
    await page.getByText('What it needs appears').waitFor();
    await run(page);
    await resultOf(page).getByRole('alert', { name: 'Error' }).waitFor();
    // The check stays away: what is known is of the empty key.
    await page.route('**/check', () => undefined);
    await key.fill('archive/2024/readme.txt');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').getByText('archive/2024/readme.txt', { exact: true }).waitFor();
  });

  it('cancels in the middle, and says so', async () => {
    const fault = stage.playground.sandbox.addFault({ fault: 'delay', delay_ms: 20_000 });
    const page = await stage.visit(at('list_buckets', {}));
    await run(page);
    await page.locator('.stages li.running').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await resultOf(page).getByText('What S3 had been sent before may have happened').waitFor();
    expect(await page.locator('.stages li.cancelled .name').textContent()).toBe('S3');
    stage.playground.sandbox.removeFault(fault.id);
  });

  it('turns the pages of a listing, and sorts it', async () => {
    const page = await stage.visit(at('list_bucket_objects', { bucket_name: 'demo-media', max_keys: 3 }));
    await run(page);
    const table = resultOf(page).getByRole('table');
    await table.getByText('images/logo.png').waitFor();
    await table.getByRole('button', { name: 'Size' }).click();
    const sizes = await table
      .locator('td.number span')
      .evaluateAll((cells: { title?: string }[]) => cells.map((cell) => parseInt(cell.title ?? '', 10)));
    expect(sizes[0]).toBeGreaterThan(0);
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
    await resultOf(page).getByRole('button', { name: 'Next page' }).click();
    await table.getByText('user-17/avatars').first().waitFor();
  });

  it('shows a tree of a thousand entries in parts', async () => {
    const page = await stage.visit(at('list_regions_ddl', {}));
    const rows = Array.from({ length: 1000 }, (_, index) => ({ text: `region ${index}`, value: 'x' }));
    await page.route('**/run', (route) =>
      route.fulfill({
        contentType: 'text/event-stream',
        body: `event: result\ndata: ${JSON.stringify({ output: { result: rows } })}\n\n`,
      }),
    );
    await run(page);
    await resultOf(page).getByText('region 999').waitFor({ state: 'attached' });
    await resultOf(page).getByRole('tab', { name: 'Tree' }).click();
    await page.locator('.tree .tree > summary').click();
    await expect.poll(() => page.locator('.tree .tree .tree').count()).toBe(200);
    await page.getByRole('button', { name: 'Show 200 more' }).click();
    await expect.poll(() => page.locator('.tree .tree .tree').count()).toBe(400);
  });

  it('counts a signed link down', async () => {
    const page = await stage.visit(at('get_object_signed_url', { ...HELLO, expires_seconds: 90 }));
    await run(page);
    await resultOf(page)
      .getByText(/works for 1 min \d\d s/)
      .waitFor();
    await resultOf(page).getByText('X-Amz-Expires=90').waitFor();
    await resultOf(page).getByRole('button', { name: 'Copy link' }).waitFor();
  });

  it('remembers the run without secrets, and opens it again', async () => {
    const page = await stage.visit(at('get_object', { ...HELLO, sse_customer_key: 'c2VjcmV0' }));
    await run(page);
    await page.locator('.stages li.failed').waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText('input_invalid').waitFor();
    expect(await page.evaluate('localStorage.history')).not.toContain('c2VjcmV0');
    await page.getByRole('link', { name: 'Open again' }).click();
    expect(await page.getByRole('combobox', { name: 'Object key' }).inputValue()).toBe('notes/hello.txt');
  });

  it('remembers the runs of two tabs side by side', async () => {
    const page = await stage.visit(at('list_buckets', {}));
    const other = await page.context().newPage();
    await other.goto(stage.playground.url);
    await other.getByRole('link', { name: 'Get Bucket Location' }).click();
    for (const tab of [page, other, page]) {
      await run(tab);
      await tab.locator('.stages li.done').nth(5).waitFor();
    }
    for (const tab of [page, other]) {
      await tab.getByRole('link', { name: 'History' }).click();
      await expect.poll(() => tab.getByRole('row').count()).toBe(4);
    }
  });

  it('keeps what is in the form when the page is loaded anew, but for secrets', async () => {
    const page = await stage.visit(at('get_object', HELLO));
    const key = page.getByRole('combobox', { name: 'Object key' });
    await key.fill('images/logo.svg');
    await page.reload();
    await expect.poll(() => key.inputValue()).toBe('images/logo.svg');
    await page.getByText('Advanced').click();
    await page.getByLabel('Customer encryption key (SSE-C)').fill('c2VjcmV0');
    await page.reload();
    await expect.poll(() => key.inputValue()).toBe('notes/hello.txt');
    expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain('c2VjcmV0');
  });

  it('runs again from the history by one press, as the same user; what deletes asks first', async () => {
    const page = await stage.visit(`${at('get_object', HELLO)}&connection=analyst`);
    await run(page);
    await resultOf(page).getByText('Hello from').waitFor();
    await page.getByLabel('Connection', { exact: true }).selectOption('limited');
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('cell', { name: 'Sandbox, analyst' }).waitFor();
    await page.getByRole('button', { name: 'Run again: Get Object' }).click();
    await resultOf(page).getByText('Hello from').waitFor();
    expect(await page.getByLabel('Connection', { exact: true }).inputValue()).toBe('analyst');

    await page.goto(
      `http://127.0.0.1:${stage.playground.port}/${at('delete_object', { ...HELLO, object_path: 'nothing' })}&connection=sandbox`,
    );
    await run(page);
    const dialog = page.getByRole('dialog');
    await dialog.locator('.danger').click();
    await page.locator('.stages li.done').nth(5).waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    expect(await page.getByRole('row').count()).toBe(4);
    await page.getByRole('button', { name: 'Run again: Delete Object' }).click();
    await dialog.getByText('nothing', { exact: true }).waitFor();
    expect(await page.locator('.stages li.done').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Delete nothing from demo-media' }).click();
    await page.locator('.stages li.done').nth(5).waitFor();
  });

  it('a link cannot run anything, and what lacks its secrets has to be opened', async () => {
    const page = await stage.visit(at('get_object', { ...HELLO, sse_customer_key: 'c2VjcmV0' }));
    await run(page);
    await page.locator('.stages li.failed').waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    expect(await page.getByRole('button', { name: 'Run again: Get Object' }).isDisabled()).toBe(true);
  });

  it.each([
    ['sound.wav', 'audio/wav', 'audio'],
    ['film.webm', 'video/webm', 'video'],
    ['picture.png', 'image/png', 'img'],
    ['paper.pdf', 'application/pdf', 'a[href^="blob:"][target=_blank]'],
    ['data.json', 'application/json', 'pre'],
  ])('shows %s as what it is', async (name, type, element) => {
    const { port, token } = stage.playground;
    const client = createClient(`http://127.0.0.1:${port}`, token);
    const query = new URLSearchParams({ name, mime_type: type });
    const file = (await client.call(`/api/files?${query}`, { method: 'POST', body: '{"a": 1}' })).json;
    const object = { bucket_name: 'demo-media', object_path: `previews/${name}` };
    await client.run('put_object_file', { ...object, file });
    const page = await stage.visit(at('get_object', object));
    await run(page);
    await resultOf(page)
      .getByRole('region', { name: 'File' })
      .locator(element)
      .waitFor({ state: 'attached' });
  });
});
