import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { startPlayground, type Playground } from '../../playground/server.ts';
import { NO_BROWSER, findBrowser } from '../../scripts/setup/browser.js';

const executable = findBrowser();

if (executable === undefined) {
  process.stderr.write(`\nNO BROWSER: the tests of the page are skipped. ${NO_BROWSER}\n`);
}

/** Tests in a real browser; skipped where there is none. */
export const inBrowser = describe.skipIf(executable === undefined);

/** What one test file works with. */
export interface Stage {
  playground: Playground;
  browser: Browser;
  /** What a page must never do: errors of scripts, violations of the content security policy. */
  complaints: string[];
  /** A new visitor, at the start or at another place of the page. */
  visit(place?: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Starts a playground and a browser for the tests of a file, and ends both. */
export function useStage(): Stage {
  const stage = { complaints: [] as string[] } as Stage;
  beforeAll(async () => {
    stage.playground = await startPlayground();
    stage.browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await stage.browser?.close();
    await stage.playground?.close();
  });
  stage.visit = async (place = '', options = {}) => {
    const context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => stage.complaints.push(String(error)));
    page.on('console', (message) => {
      if (/content security policy|refused to/i.test(message.text())) stage.complaints.push(message.text());
    });
    await page.goto(stage.playground.url);
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    if (place !== '') await page.goto(`http://127.0.0.1:${stage.playground.port}/${place}`);
    return page;
  };
  return stage;
}

/** The address of an operation with its input. */
export const at = (operation: string, input?: object) =>
  `#/operations/${operation}${input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''}`;

/** The column where results appear. */
export const resultOf = (page: Page) => page.getByRole('region', { name: 'Result', exact: true });

/** Waits for the form, presses the button, and waits for the outcome. */
export async function run(page: Page): Promise<void> {
  await page.locator('.form').waitFor({ state: 'attached' });
  await page.locator('.run-bar .run').click();
}

/** Writes over what is in the code editor, as a hand would. */
export async function rewrite(editor: Locator, text: string): Promise<void> {
  await editor.click();
  await editor.page().keyboard.press('Control+a');
  await editor.page().keyboard.insertText(text);
}

/** Whatever axe finds to be wrong with what is on the screen. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

/** Nothing that the page should never do has happened in any test so far. */
export const expectNoComplaints = ({ complaints }: Stage) => expect(complaints).toEqual([]);
