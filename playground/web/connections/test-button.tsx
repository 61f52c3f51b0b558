import { useState } from 'react';
import { factsOf } from '../api/failure.ts';
import { runOperation } from '../api/operations.ts';
import type { ErrorFacts } from '../api/types.ts';
import { hrefOf } from '../lib/route.ts';

const OPERATION = 'test_connection';

/** What it answers, as far as it is told here. */
interface Tested {
  identity?: { arn: string };
  s3: { milliseconds: number };
  operations: readonly { outcome: 'works' | 'refused' | 'unknown' }[];
}

/** Tries a connection: whether it reaches S3, as whom, and how many operations will work. Nothing is changed. */
export function TestButton({ id }: { id: string }) {
  const [outcome, setOutcome] = useState('');
  const test = async () => {
    setOutcome('Testing…');
    await runOperation(OPERATION, id, {}).then(
      (output) => setOutcome(wordsFor(output as unknown as Tested)),
      (error: unknown) => setOutcome(wordsForError(factsOf(error))),
    );
  };
  return (
    <>
      <span role="status" className="outcome-text">
        {outcome}{' '}
        {outcome.startsWith('✓') && (
          <a
            href={hrefOf(['operations', OPERATION], { input: '{}', connection: id })}
            onClick={({ currentTarget }) => currentTarget.closest('dialog')?.close()}
          >
            See which
          </a>
        )}
      </span>
      <button type="button" className="small" onClick={() => void test()}>
        Test
      </button>
    </>
  );
}

function wordsFor({ identity, s3, operations }: Tested): string {
  const count = (wanted: string) => operations.filter(({ outcome }) => outcome === wanted).length;
  const counts = [
    [count('works'), 'operations work'],
    [count('refused'), 'are refused'],
    [count('unknown'), 'cannot be told beforehand'],
  ] as const;
  const told = counts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  const who = identity === undefined ? '' : ` as ${identity.arn}`;
  return `✓ It works${who}, in ${s3.milliseconds} ms: ${told.join(', ')}.`;
}

const wordsForError = ({ message, fix }: ErrorFacts) => `✕ ${message} ${fix}`;
