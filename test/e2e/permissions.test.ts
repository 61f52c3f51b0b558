import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { at, expectNoComplaints, inBrowser, resultOf, rewrite, run, useStage } from './support.ts';

inBrowser('permissions', () => {
  const stage = useStage();
  afterAll(() => expectNoComplaints(stage));

  it('what is needed stands above the button, as the form is filled in', async () => {
    const page = await stage.visit(at('get_object', { bucket_name: 'demo-media', object_path: 'a' }));
    const needs = page.locator('.needs');
    await needs.getByText('arn:aws:s3:::demo-media/a', { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Object key' }).fill('b');
    await needs.getByText('arn:aws:s3:::demo-media/b', { exact: true }).waitFor();
  });

  it('a refusal names the policy; given to the limited user, the same run passes', async () => {
    const page = await stage.visit(
      at('put_object_text', { bucket_name: 'demo-media', object_path: 'mine.txt', text: 'x' }),
    );
    await page.getByLabel('Connection', { exact: true }).selectOption('limited');
    await run(page);
    expect(await page.getByLabel('Policy that allows it').textContent()).toContain('"s3:PutObject"');
    await page.getByRole('button', { name: 'Let the limited user do this, and run' }).click();
    await page.locator('.stages li.done').nth(5).waitFor();
    await resultOf(page).getByText('mine.txt', { exact: true }).waitFor();
  });

  it('a policy is built from what is ticked, in every format, and attached', async () => {
    const page = await stage.visit('#/permissions');
    await page.getByLabel('Delete Object delete').check();
    await page.getByLabel('Prefix').fill('scratch/');
    const policy = page.getByLabel('Policy as JSON');
    await policy.getByText('arn:aws:s3:::demo-media/scratch/*').waitFor();
    await page.getByRole('checkbox', { name: /s3:DeleteObjectVersion/ }).check();
    await policy.getByText('s3:DeleteObjectVersion').waitFor();
    for (const [format, word] of [
      ['Terraform', 'aws_iam_policy'],
      ['CloudFormation', 'PolicyDocument'],
      ['CDK', 'new iam.ManagedPolicy'],
    ] as const) {
      await page.getByRole('tab', { name: format }).click();
      expect(await page.getByLabel(`Policy as ${format}`).textContent()).toContain(word);
    }
    await page.getByRole('button', { name: "Attach to the sandbox's limited user" }).click();
    await page.getByText('✓ Attached').waitFor();
    await page.goto(`http://127.0.0.1:${stage.playground.port}/#/permissions/read`);
    await page.getByRole('textbox', { name: 'Policy' }).getByText('scratch/').waitFor();
  });

  it('what a user lacks is told before the run, with the statement', async () => {
    const input = { bucket_name: 'demo-media', object_path: 'uploads/a', text: 'x' };
    const page = await stage.visit(`${at('put_object_text', input)}&connection=analyst`);
    await page.getByText('The analyst’s policy lacks').click();
    const statement = page.getByLabel('Missing statement');
    await statement.getByText('"arn:aws:s3:::demo-media/uploads/a"').waitFor();
    await page.getByLabel('Connection', { exact: true }).selectOption('uploader');
    await statement.waitFor({ state: 'hidden' });
    await page.locator('.needs').getByText('Needs').waitFor();
  });

  it('a policy is read: what it allows, by which statement, what it lacks, what is wrong in it', async () => {
    const page = await stage.visit(`#/permissions/read?policy=${encodeURIComponent(JSON.stringify(WIDE))}`);
    const row = page.getByRole('row', { name: 'Delete Object ✕' });
    await row.getByRole('button', { name: 'Statement 2' }).click();
    expect(await markedIn(page)).toContain('"Effect": "Deny"');
    await page.getByRole('row', { name: 'Get Object ✓' }).getByRole('button', { name: 'Everything' }).click();
    await expect.poll(() => markedIn(page)).toContain('"Effect": "Allow"');
    await rewrite(
      page.getByRole('textbox', { name: 'Policy' }),
      JSON.stringify(WIDE).replace('"Allow"', '"Alow"'),
    );
    await page.getByText('Statement[0].Effect').waitFor();
  });

  it('what a policy grants beyond is told, and a tighter one takes its place', async () => {
    const page = await stage.visit(`#/permissions/read?policy=${encodeURIComponent(JSON.stringify(WIDE))}`);
    await page.getByRole('tab', { name: 'What goes beyond' }).click();
    await page.getByText('s3:* allows more than operations need').waitFor();
    await page.getByLabel('Only in bucket').fill('demo-media');
    await page.getByLabel('Only under prefix').fill('notes/');
    const proposal = page.getByLabel('Tightened policy as JSON');
    await proposal.getByText('arn:aws:s3:::demo-media/notes/*').waitFor();
    expect(await proposal.textContent()).toMatch(/"Effect": "Deny"/);
    await page.getByRole('button', { name: 'Put it in the place of the policy' }).click();
    await page.getByText('Nothing in it goes beyond what operations need').waitFor();
    await page.getByRole('textbox', { name: 'Policy' }).getByText('demo-media/notes/*').waitFor();
  });

  it('the operations that a policy allows can be chosen among, in the builder', async () => {
    const page = await stage.visit(`#/permissions/read?policy=${encodeURIComponent(JSON.stringify(WIDE))}`);
    await page.getByRole('tab', { name: 'What goes beyond' }).click();
    await page.getByRole('link', { name: /^Choose among its \d+ operations/ }).click();
    const ticked = page.getByLabel('Get Object read');
    await ticked.waitFor();
    expect(await ticked.isChecked()).toBe(true);
    expect(await page.getByLabel('Delete Object delete', { exact: true }).isChecked()).toBe(false);
  });

  it('a call is stepped through: every kind of policy, the one that stops it, its statement', async () => {
    const page = await stage.visit('#/permissions/read?user=analyst');
    await page.getByRole('tab', { name: 'Step through a call' }).click();
    await page.getByText('The call is').getByText('allowed').waitFor();
    const decision = page.getByRole('region', { name: 's3:GetObject on' });
    const step = (name: string) => decision.getByRole('listitem').filter({ hasText: name });
    expect(await decision.getByRole('listitem').count()).toBe(6);
    await step('Identity policies').getByRole('button', { name: 'ReadObjects' }).click();
    await expect.poll(() => markedIn(page)).toContain('arn:aws:s3:::*/*');
    await page.getByRole('button', { name: '+ Permissions boundary' }).click();
    await step('Permissions boundary').getByText('allowed by').waitFor();
    const boundary = page.getByRole('textbox', { name: 'Permissions boundary' });
    await rewrite(boundary, JSON.stringify(policyOf({ Effect: 'Allow', Action: 's3:Put*', Resource: '*' })));
    await step('Permissions boundary').getByText('no statement allows it').waitFor();
    await page.getByText('The call is').getByText('denied').waitFor();
    await rewrite(boundary, JSON.stringify(policyOf({ Effect: 'Deny', Action: 's3:Get*', Resource: '*' })));
    await step('Explicit deny').getByRole('button', { name: 'Statement 1' }).click();
    await expect.poll(() => markedIn(page, 'Permissions boundary')).toContain('Deny');
  });

  it('the documentation of any selection is saved as HTML, and as Markdown', async () => {
    const page = await stage.visit('#/permissions/table');
    const saved = async (button: string) => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: button }).click();
      const file = await download;
      return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
    };
    await page.getByLabel('Search the table').fill('multiple');
    const html = await saved('Export HTML');
    expect(html.name).toBe('permissions.html');
    expect(html.text).toMatch(/^<!doctype html>[^]*delete_multiple_objects/);
    expect(html.text).not.toContain('get_object');
    await page.goto(`http://127.0.0.1:${stage.playground.port}/#/permissions/build?operations=get_object`);
    const markdown = await saved('Export Markdown');
    expect(markdown.name).toBe('permissions.md');
    expect(markdown.text).toMatch(/^# Permissions[^]*s3:GetObject/);
    await page.getByRole('tab', { name: 'Markdown' }).click();
    await page.getByLabel('Policy as Markdown').getByText('Create inline policy').waitFor();
  });
});

const policyOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

const WIDE = policyOf(
  { Sid: 'Everything', Effect: 'Allow', Action: 's3:*', Resource: '*' },
  { Effect: 'Deny', Action: 's3:DeleteObject*', Resource: '*' },
);

/** The lines that are marked in the text of a policy. */
const markedIn = async (page: Page, policy = 'Policy') =>
  (
    await page
      .getByRole('textbox', { name: policy, exact: true })
      .locator('.cm-marked-statement')
      .allTextContents()
  ).join('\n');
