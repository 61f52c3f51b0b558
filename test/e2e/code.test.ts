import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, expectNoComplaints, inBrowser, resultOf, useStage } from './support.ts';

const execute = promisify(execFile);
const pathOf = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
/** Whatever a shell, JSON or TypeScript could take apart. */
const ODD = `it's $HOME \`id\` "q" \\ {{x}} é😀 %20+&.txt`;
const PLACE = { bucket_name: 'demo-media', object_path: ODD };

inBrowser('the code that is shown works when it is pasted', () => {
  const stage = useStage();
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pasted-'));
    const { access_key, secret_key, endpoint, region } = stage.playground.sandbox;
    const connection = { access_key, secret_key, endpoint, region };
    writeFileSync(join(folder, 'connection.json'), JSON.stringify(connection));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    expectNoComplaints(stage);
  });

  // Not synchronously: the server that is called is in this very process.
  const started = async (command: string, ...parts: string[]) => {
    const env = { ...process.env, TOKEN: stage.playground.token };
    return (await execute(command, parts, { cwd: folder, env })).stdout;
  };
  // The package is not installed in the folder: what was built, and its sources, stand for it.
  const shell = (text: string) =>
    started('bash', '-c', `npx() { shift; node "${pathOf('bin/s3c.js')}" "$@"; }\n${text}`);
  const program = (text: string) => {
    const source = text.replace("'aws-s3-connector'", JSON.stringify(pathOf('connector/index.ts')));
    writeFileSync(join(folder, 'pasted.mts'), source);
    return started('node', '--import', import.meta.resolve('tsx'), 'pasted.mts');
  };
  const textOf = async (page: Page, language: string) => {
    await resultOf(page).getByRole('tab', { name: 'Code' }).click();
    await resultOf(page).getByLabel('Language').selectOption(language);
    return (await resultOf(page).getByLabel(`As ${language}`).textContent()) ?? '';
  };

  it.each([
    ['curl', shell],
    ['s3c', shell],
    ['TypeScript', program],
  ])('%s', async (language, paste) => {
    const content = `${ODD} by ${language}`;
    const page = await stage.visit(at('put_object_file', PLACE));
    const name = `${language} 'report' #1.txt`;
    writeFileSync(join(folder, name), content);
    await page.getByLabel('File', { exact: false }).first().setInputFiles(join(folder, name));
    await page.getByText(`${name} · text/plain`).waitFor();
    expect(await paste(await textOf(page, language))).toContain('etag');

    await page.goto(
      `http://127.0.0.1:${stage.playground.port}/${at('get_object', { ...PLACE, output: 'text' })}`,
    );
    await page.getByText('Needs s3:GetObject').waitFor();
    expect(await paste(await textOf(page, language))).toContain(`by ${language}`);
  });
});
