import { afterAll, expect, it } from 'vitest';
import { operations } from '../../connector/operations/index.gen.ts';
import { at, expectNoComplaints, inBrowser, resultOf, run, useStage } from './support.ts';

/** So that what is read and written is there before it is deleted. */
const ORDER = ['read', 'write', 'delete'];
const all = Object.values(operations).toSorted(
  (one, other) => ORDER.indexOf(one.effect) - ORDER.indexOf(other.effect),
);

inBrowser('every operation', () => {
  const stage = useStage();
  afterAll(() => expectNoComplaints(stage));

  it.each(all.map(({ name }) => name))('%s runs from each of its examples', async (name) => {
    const operation = operations[name as keyof typeof operations];
    const page = await stage.visit(at(name));
    const result = resultOf(page);
    for (const [index, { reason }] of operation.contract.examples.valid.entries()) {
      const filled = page.waitForResponse((answer) => answer.url().endsWith('/check'));
      await page.getByLabel('Examples').selectOption(reason);
      await filled;
      await run(page);
      if (operation.effect === 'delete') await page.getByRole('dialog').locator('.danger').click();
      const done = result.locator('.stages li.done').nth(5);
      const failed = result.getByRole('alert', { name: 'Error' });
      await done.or(failed).waitFor();
      // A later example may meet what an earlier one did, such as a bucket that exists by now.
      if (index === 0) expect(await failed.count(), reason).toBe(0);
      else if (await failed.count())
        expect(await failed.textContent()).not.toContain('maintains the connector');
    }
    await page.context().close();
  });
});
