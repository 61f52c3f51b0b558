import { useState } from 'react';
import { factsOf } from '../api/failure.ts';
import { describeOperation, runOperation } from '../api/operations.ts';
import type { ErrorFacts, OperationSummary, Schema } from '../api/types.ts';
import { useCatalogue } from '../operations/catalogue.tsx';

/** Tries a connection with a call that needs no input and changes nothing. */
export function TestButton({ id }: { id: string }) {
  const { data = [] } = useCatalogue();
  const [outcome, setOutcome] = useState('');
  const test = async () => {
    setOutcome('Testing…');
    const probe = await findProbe(data);
    if (!probe) return setOutcome('There is no operation to test with.');
    await runOperation(probe, id, {}).then(
      () => setOutcome('✓ It works.'),
      (error: unknown) => setOutcome(meaningOf(factsOf(error))),
    );
  };
  return (
    <>
      <span role="status" className="outcome-text">
        {outcome}
      </span>
      <button type="button" className="small" onClick={() => void test()}>
        Test
      </button>
    </>
  );
}

/** The first operation that reads, reaches S3, and can do without any input. */
async function findProbe(operations: readonly OperationSummary[]): Promise<string | undefined> {
  for (const { name, effect, local } of operations) {
    if (effect !== 'read' || local) continue;
    const { required = [] } = (await describeOperation(name)).input_schema as Schema;
    if (required.length === 0) return name;
  }
  return undefined;
}

/** Who is refused one call has signed it well. */
const meaningOf = ({ category, message, fix }: ErrorFacts) =>
  category === 'permission'
    ? '✓ The credentials are good; this call is not among what they allow.'
    : `✕ ${message} ${fix}`;
