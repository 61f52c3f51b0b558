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
    await page.getByRole('button', { name: 'Give it to the limited user and run' }).click();
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

  it('a policy is read: what it allows, what it lacks, what is wrong in it', async () => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
    const page = await stage.visit(`#/permissions/read?policy=${encodeURIComponent(JSON.stringify(policy))}`);
    await page.getByText('in full').first().waitFor();
    await page.getByText('The call is').getByText('allowed').waitFor();
    await page.getByText('Statement 0').first().waitFor();
    await rewrite(
      page.getByRole('textbox', { name: 'Policy' }),
      JSON.stringify(policy).replace('"Allow"', '"Alow"'),
    );
    await page.getByText('Statement[0].Effect').waitFor();
  });
});
