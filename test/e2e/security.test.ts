import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '../hosts/http/support.ts';
import { at, expectNoComplaints, inBrowser, resultOf, run, useStage } from './support.ts';

/** What would tell on itself if it ever ran. */
const SCRIPT =
  '<script>window.parent.hacked = window.hacked = true</script><img src=x onerror="window.hacked = true">';
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="window.hacked = true"><script>window.hacked = true</script></svg>`;
const KEYS = [
  '<img src=x onerror=hacked=true>.txt',
  ' blanks at both ends ',
  'tab\there',
  '\u202Eexe.txt',
  'javascript:hacked=true',
];

inBrowser('hostile content', () => {
  const stage = useStage();
  const bucket_name = 'hostile';
  beforeAll(async () => {
    const { run: call } = createClient(`http://127.0.0.1:${stage.playground.port}`, stage.playground.token);
    await call('create_bucket', { bucket_name });
    const put = (object_path: string, text: string, mime_type: string) =>
      call('put_object_text', { bucket_name, object_path, text, mime_type });
    await put('page.html', SCRIPT, 'text/html');
    await put('picture.svg', SVG, 'image/svg+xml');
    for (const key of KEYS) await put(key, SCRIPT, 'text/plain');
  });
  afterAll(() => expectNoComplaints(stage));

  it.each([
    ['page.html', '<script>'],
    ['picture.svg', undefined],
  ])('%s is shown, and nothing in it runs', async (object_path, text) => {
    const page = await stage.visit(at('get_object', { bucket_name, object_path }));
    await run(page);
    const result = resultOf(page);
    if (text === undefined) await result.getByRole('img', { name: object_path }).waitFor();
    else await result.getByText(text).waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  });

  it('its names are shown as they are, blanks and control characters made visible', async () => {
    const page = await stage.visit(`#/buckets/${bucket_name}`);
    await page.getByRole('button', { name: '<img src=x onerror=hacked=true>.txt' }).waitFor();
    await page.getByRole('button', { name: '␣blanks at both ends␣' }).waitFor();
    await page.getByRole('button', { name: 'tab\\u0009here' }).waitFor();
    await page.getByRole('button', { name: '\\u202eexe.txt' }).click();
    await page.getByRole('complementary').getByText('text/plain').waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  });

  it('its listing, its tree and its JSON run nothing either', async () => {
    const page = await stage.visit(at('list_bucket_objects', { bucket_name }));
    await run(page);
    const result = resultOf(page);
    await result.getByText('<img src=x onerror=hacked=true>.txt').waitFor();
    for (const view of ['Tree', 'JSON', 'Code']) await result.getByRole('tab', { name: view }).click();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  });

  it('an address with hostile input runs nothing', async () => {
    const page = await stage.visit(at('get_object', { bucket_name: SCRIPT, object_path: SCRIPT }));
    await page.locator('.form').waitFor();
    expect(await page.getByRole('combobox', { name: 'Bucket' }).inputValue()).toBe(SCRIPT);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  });
});

inBrowser('the page', () => {
  const stage = useStage();

  it('asks nobody but its own server', async () => {
    const page = await stage.visit(
      at('get_object', { bucket_name: 'demo-media', object_path: 'images/logo.png' }),
    );
    const foreign: string[] = [];
    const own = `http://127.0.0.1:${stage.playground.port}/`;
    page.on('request', (request) => {
      if (!request.url().startsWith(own) && !request.url().startsWith(`blob:${own}`))
        foreign.push(request.url());
    });
    await page.reload();
    await run(page);
    await resultOf(page).getByRole('img').waitFor();
    await page.getByRole('tab', { name: 'JSON' }).first().click();
    await page.getByLabel('Input as JSON').waitFor();
    expect(foreign).toEqual([]);
  });

  it('keeps the token out of the address, and tells who comes without one what to do', async () => {
    const page = await stage.visit();
    expect(page.url()).not.toContain(stage.playground.token);
    const context = await stage.browser.newContext();
    const stranger = await context.newPage();
    await stranger.goto(`http://127.0.0.1:${stage.playground.port}/`);
    await stranger.getByText('Open the whole address that npm start printed').first().waitFor();
  });

  it.each([
    ['an inline script', "document.createElement('script').textContent = 'hacked = true'"],
    ['a string that becomes HTML', "document.body.innerHTML = '<img src=x onerror=hacked=true>'"],
    ['a string that becomes code', "setTimeout('hacked = true')"],
    ['an attribute that is code', "document.body.setAttribute('onclick', 'hacked = true')"],
  ])('refuses %s', async (_, attack) => {
    const page = await stage.visit();
    await expect(page.evaluate(attack)).rejects.toThrow('Trusted');
  });
});
