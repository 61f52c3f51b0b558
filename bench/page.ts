/**
 * The playground's page: what its script weighs, and how long it takes from the printed address to the first result,
 * beside a client that makes the same call by the API alone. Each round starts a server of its own and a browser
 * without a cache; what is waited for is what a visitor does: choose the first card of the welcome, press Run.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { LARGEST_SHELL, compressed, shellOf } from './shell.ts';
import { inTurns, median, print } from './support.ts';

const ROUNDS = 7;
const root = new URL('..', import.meta.url);
const folder = fileURLToPath(new URL('playground/web', root));
const program = fileURLToPath(new URL('playground/main.js', root));

function weigh(): void {
  const shell = shellOf(folder);
  const all = readdirSync(`${folder}/assets`).filter((file) => file.endsWith('.js'));
  const parts = all.filter((file) => !shell.includes(file));
  const kilobytes = (files: readonly string[]) => compressed(folder, files) / 1000;
  print(
    'Script of the page, compressed with gzip',
    ['', 'kB', 'of the limit'],
    [
      ['the shell: before anything is shown', kilobytes(shell), (kilobytes(shell) * 1000) / LARGEST_SHELL],
      ...parts
        .map((file): [string, number, string] => [`  when needed: ${file}`, kilobytes([file]), ''])
        .toSorted(([, one], [, other]) => other - one),
      ['all of it, were it one bundle', kilobytes(all), (kilobytes(all) * 1000) / LARGEST_SHELL],
    ],
  );
  if (kilobytes(shell) * 1000 >= LARGEST_SHELL) {
    console.log(`THE SHELL IS NOT BELOW ${LARGEST_SHELL / 1000} KB.`);
    process.exitCode = 1;
  }
}

/** Starts what `npm start` becomes, hands its address over as soon as it is printed, and ends it. */
async function withServer(use: (url: string) => Promise<number>): Promise<number> {
  const server = spawn(process.execPath, [program, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
    return await use(/http\S+/.exec(line)?.[0] ?? '');
  } finally {
    await end(server);
  }
}

async function end(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit');
  server.kill();
  await ended;
}

const CALL = { connection: 'sandbox', input: { bucket_name: 'demo-media' } };

/** Milliseconds until a client that is running already has the answer. */
const byApi = () =>
  withServer(async (url) => {
    const { origin, hash } = new URL(url);
    const start = performance.now();
    const answer = await fetch(`${origin}/api/operations/list_bucket_objects/run`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${hash.replace('#token=', '')}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(CALL),
    });
    if (!answer.ok) throw new Error(`The call failed: ${await answer.text()}`);
    await answer.json();
    return performance.now() - start;
  });

/** Milliseconds until a browser that is running already shows something, a form to fill in, the result. */
const byPage = (browser: Browser, until: 'welcome' | 'form' | 'result') => () =>
  withServer(async (url) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    const card = page.getByRole('link', { name: 'Look into a bucket' });
    await card.waitFor();
    if (until !== 'welcome') {
      await card.click();
      await page.getByRole('combobox', { name: 'Bucket' }).waitFor();
    }
    if (until === 'result') {
      await page.locator('.run-bar .run').click();
      await page.getByRole('table').waitFor();
    }
    const milliseconds = performance.now() - start;
    await context.close();
    return milliseconds;
  });

async function time(executablePath: string): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const results = await inTurns(ROUNDS, {
      api: byApi,
      welcome: byPage(browser, 'welcome'),
      form: byPage(browser, 'form'),
      result: byPage(browser, 'result'),
    });
    const api = median(results.api);
    const line = (name: string, values: number[]): [string, number, number] => [
      name,
      median(values),
      median(values) / api,
    ];
    print(
      `From the printed address to the first result (median of ${ROUNDS} starts)`,
      ['', 'milliseconds', 'of the API'],
      [
        line('the same call by the API alone', results.api),
        line('the page shows its welcome', results.welcome),
        line('... a form, after a click', results.form),
        line('... the result, after Run', results.result),
      ],
    );
  } finally {
    await browser.close();
  }
}

weigh();
const browser = process.env.CHROMIUM ?? '';
if (browser === '')
  console.log('\nNO BROWSER: nothing is timed. Install chromium, or set CHROMIUM to a browser.');
else await time(browser);
