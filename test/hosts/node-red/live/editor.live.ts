import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../../../connector/index.ts';
import manifest from '../../../../connector/manifest.gen.json' with { type: 'json' };
import { mapManifest } from '../../../../hosts/node-red/mapping/map-manifest.ts';
import { startSandbox, type Sandbox } from '../../../../sandbox/index.ts';
import { connectionTo, constant } from './flows.ts';
import { startNodeRed, type RunningNodeRed } from './node-red.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) {
  process.stderr.write(
    "\nNO BROWSER: Node-RED's edit dialogs are not tested. Install chromium, or set CHROMIUM to a browser.\n",
  );
}

const { nodes, connection } = mapManifest(manifest as unknown as Manifest).format;
const chosen = nodes.find(({ fields }) => fields.some(({ lookup, required }) => lookup && required));
const looked = chosen?.fields.find(({ lookup, required }) => lookup && required)?.name ?? '';

describe.skipIf(!hasBrowser)("Node-RED's editor", () => {
  let sandbox: Sandbox;
  let nodeRed: RunningNodeRed;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ buckets: ['shelf', 'attic'] });
    nodeRed = await startNodeRed();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const shared = { z: 'tab', x: 200, wires: [[]], connection: 'connection', input: {} };
    const flow = nodes.map(({ type }, index) => ({ ...shared, id: type, type, y: 40 * index + 40 }));
    await nodeRed.deploy([connectionTo(sandbox), { id: 'tab', type: 'tab', label: 'All' }, ...flow]);
  });
  afterAll(async () => {
    await browser?.close();
    await nodeRed?.close();
    await sandbox?.close();
  });

  async function open(locale: string): Promise<Page> {
    const page = await (
      await browser.newContext({ locale, viewport: { width: 1400, height: 1000 } })
    ).newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => complaints.push(error.stack ?? String(error)));
    await page.goto(nodeRed.address);
    await page.locator('.red-ui-flow-node-group').first().waitFor();
    return page;
  }

  /** What is evaluated runs in the page, where Node-RED's own API is. */
  const edit = async (page: Page, id: string) => {
    await page.evaluate(`RED.editor.edit(RED.nodes.node(${JSON.stringify(id)}))`);
    await page.locator('#node-input-name').waitFor();
  };
  const leave = async (page: Page, button: 'ok' | 'cancel') => {
    await page.locator(`#node-dialog-${button}`).click();
    await page.locator('.red-ui-tray').waitFor({ state: 'detached' });
  };
  const inPage = <Value>(page: Page, expression: string) => page.evaluate(expression) as Promise<Value>;

  test('opens the dialog of every node, with a labelled row for each field', async () => {
    const page = await open('en-US');
    for (const { type, fields } of nodes) {
      await edit(page, type);
      const labels = await page.locator('#aws-s3-form label').allTextContents();
      const titles = fields.map(({ title, required }) => `${title}${required ? ' *' : ''}`);
      expect([type, ...labels.toSorted()]).toEqual([type, ...titles.toSorted()]);
      expect(await page.locator('#aws-s3-form .red-ui-typedInput-container').count()).toBe(fields.length);
      await leave(page, 'cancel');
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('offers the buckets that there are, keeps the one chosen, and then finds the node in order', async () => {
    const page = await open('en-US');
    const { type = '' } = chosen ?? {};
    const node = `RED.nodes.node(${JSON.stringify(type)})`;
    await edit(page, type);
    const row = page.locator(`#aws-s3-field-${looked} + .red-ui-typedInput-container`);
    await row.locator('.red-ui-typedInput-input').press('ArrowDown');
    const choices = page.locator('.red-ui-autoComplete-container').getByText(/shelf|attic/);
    await choices.first().waitFor();
    expect((await choices.allTextContents()).toSorted()).toEqual(['attic', 'shelf']);
    await choices.getByText('attic').click();
    await leave(page, 'ok');
    expect(await inPage(page, `${node}.input`)).toMatchObject({ [looked]: constant('attic') });
    expect(await inPage(page, `${node}.changed`)).toBe(true);
    const reasons = await inPage<string[]>(page, `${node}.validationErrors ?? []`);
    expect(reasons.join()).not.toContain('Bucket is required');
    await page.context().close();
  });

  test('says what is wrong with a form', async () => {
    const page = await open('en-US');
    const needing = nodes.find(({ fields }) => fields.some(({ required }) => required));
    const title = needing?.fields.find(({ required }) => required)?.title;
    const reasons = await inPage<string[]>(page, `RED.nodes.node('${needing?.type}').validationErrors`);
    expect(reasons).toContain(`${title} is required.`);
    await page.context().close();
  });

  test('edits the connection: the fields of its type alone, and no secret', async () => {
    const page = await open('en-US');
    await page.evaluate(`RED.editor.editConfig('', '${connection.type}', 'connection')`);
    const select = page.locator('#node-config-input-connectionType');
    await select.waitFor();
    for (const { value } of connection.choices) {
      await select.selectOption(value);
      const shown = await page.locator('#aws-s3-connection-form .form-row:visible').count();
      expect([value, shown - 1]).toEqual([
        value,
        connection.fields.filter(({ types }) => types.includes(value)).length,
      ]);
    }
    expect(await page.content()).not.toContain(sandbox.secret_key);
    const values = await inPage<string[]>(
      page,
      "[...document.querySelectorAll('input')].map((input) => input.value)",
    );
    expect(values).toContain(sandbox.access_key);
    expect(values).not.toContain(sandbox.secret_key);
    await page.context().close();
  });

  test('speaks German, and English where there is no German', async () => {
    const page = await open('de');
    await edit(page, chosen?.type ?? '');
    await expect
      .poll(() => page.locator('label[for="node-input-connection"]').textContent())
      .toBe('Verbindung');
    expect(await page.locator('#aws-s3-form summary').textContent()).toBe('Weitere Einstellungen');
    expect(await page.locator('#aws-s3-form label').allTextContents()).not.toContain('');
    expect(await page.locator('#aws-s3-form').textContent()).not.toContain('aws-s3.');
    const help = await inPage<string>(page, `RED.nodes.getNodeHelp(${JSON.stringify(chosen?.type)})`);
    expect(help).toContain('<h3>Eingaben</h3>');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
