import { useCallback, useState } from 'react';
import { describeOperation } from '../api/operations.ts';
import type { CheckResult } from '../api/permission-types.ts';
import { checkCall } from '../api/permissions.ts';
import type { Values } from '../api/types.ts';
import { JsonEditor } from '../editor/json-editor.tsx';
import { useLoaded } from '../lib/use-loaded.ts';
import { isLookup, useCatalogue } from '../operations/catalogue.tsx';
import { Failed } from '../ui/states.tsx';

/** One call against the policy, action by action: what decides, and where. */
export function OneCall({ policy }: { policy: string }) {
  const { data: operations = [] } = useCatalogue();
  const choices = operations.filter((operation) => !isLookup(operation));
  const [wanted, setWanted] = useState('');
  const chosen = wanted || (choices[0]?.name ?? '');
  const load = useCallback(
    () => (chosen === '' ? Promise.resolve(undefined) : describeOperation(chosen)),
    [chosen],
  );
  const { data: operation } = useLoaded(load);
  return (
    <section aria-label="One call" className="policy">
      <h2>Step through one call</h2>
      <select aria-label="Operation" value={chosen} onChange={({ target }) => setWanted(target.value)}>
        {choices.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      {operation?.name === chosen && (
        <Steps
          key={chosen}
          operation={chosen}
          example={operation.examples[0]?.input as Values}
          policy={policy}
        />
      )}
    </section>
  );
}

function Steps({ operation, example, policy }: { operation: string; example: Values; policy: string }) {
  const [input, setInput] = useState(example);
  const load = useCallback(
    (signal: AbortSignal) => checkCall(operation, input, policy, signal),
    [operation, input, policy],
  );
  const { data, error } = useLoaded(load, { keep: true });
  return (
    <>
      <JsonEditor label="Input of the call" value={input} onChange={setInput} />
      {error && <Failed error={error} />}
      {data && !error && <Decision result={data} />}
    </>
  );
}

const WORDS = { allowed: '✓ allowed', denied: '✕ denied', unknown: '? depends' } as const;

const Decision = ({ result: { decision, actions, notes } }: { result: CheckResult }) => (
  <div role="status">
    <p>
      The call is <strong className={`allowed ${decision}`}>{WORDS[decision]}</strong>
    </p>
    <ol className="notes">
      {actions.map(({ action, resource, decision: one, statement }) => (
        <li key={action + resource}>
          <span className={`allowed ${one}`}>{WORDS[one]}</span> <code>{action}</code> on{' '}
          <code>{resource}</code>{' '}
          <small className="quiet">
            {statement === undefined
              ? 'no statement allows it'
              : `by ${statement.sid ?? `statement ${statement.index}`}`}
          </small>
        </li>
      ))}
    </ol>
    <ul className="notes quiet">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  </div>
);
