import { useState } from 'react';
import { useConnections } from '../connections/context.tsx';
import { milliseconds, moment } from '../lib/format.ts';
import { goTo, hrefOf } from '../lib/route.ts';
import { Confirm } from '../ui/confirm.tsx';
import { Empty } from '../ui/states.tsx';
import { askForRun } from './again.ts';
import { clearHistory, useHistory, type PastRun } from './store.ts';

/** Every run of this browser, to look at and to make again. */
export function HistoryPage() {
  const runs = useHistory();
  const [asking, setAsking] = useState(false);
  return (
    <main className="page" id="main">
      <header className="page-head">
        <h1>History</h1>
        <p className="quiet">What was run in this browser. Secrets and links to files are never kept.</p>
        {runs.length > 0 && (
          <button type="button" className="small" onClick={() => setAsking(true)}>
            Clear
          </button>
        )}
      </header>
      {runs.length === 0 ? (
        <Empty title="Nothing was run yet.">
          <p>
            <a href={hrefOf(['operations'])}>Choose an operation</a> and run one of its examples.
          </p>
        </Empty>
      ) : (
        <RunTable runs={runs} />
      )}
      {asking && (
        <Confirm
          title="Clear the history?"
          action={`Forget ${runs.length} runs`}
          onConfirm={clearHistory}
          onClose={() => setAsking(false)}
        >
          <p>This browser forgets what was run. Nothing else is changed.</p>
        </Confirm>
      )}
    </main>
  );
}

/** An input in one line; what is too long is cut off, and stands in the title. */
const wordsOf = ({ input }: PastRun) =>
  Object.entries(input)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ') || '–';

const RunTable = ({ runs }: { runs: readonly PastRun[] }) => (
  <div className="table-box" tabIndex={0} role="region" aria-label="Runs">
    <table>
      <thead>
        <tr>
          <th scope="col" className="wide-only">
            When
          </th>
          <th scope="col">Operation</th>
          <th scope="col" className="wide-only">
            Connection
          </th>
          <th scope="col" className="wide-only">
            Input
          </th>
          <th scope="col">Outcome</th>
          <th scope="col" className="wide-only">
            Took
          </th>
          <th scope="col">
            <span className="spoken">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <td className="wide-only">{moment(run.at)}</td>
            <td title={moment(run.at)}>{run.title}</td>
            <td className="wide-only">{run.connection}</td>
            <td className="wide wide-only" title={JSON.stringify(run.input)}>
              {wordsOf(run)}
            </td>
            <td>
              <span className={`outcome ${run.outcome === 'done' ? 'done' : 'failed'}`}>{run.outcome}</span>
            </td>
            <td className="number wide-only">{milliseconds(run.duration)}</td>
            <td>
              <Actions run={run} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** Runs it again at once, or opens it to be changed first. What lacks a secret or a file cannot run as it is. */
function Actions({ run }: { run: PastRun }) {
  const { operation, title, input, connection_id, complete = true } = run;
  const { connections, choose } = useConnections();
  const isThere = connections.some(({ id }) => id === connection_id);
  const href = hrefOf(['operations', operation], { input: JSON.stringify(input) });
  const runAgain = () => {
    if (isThere && connection_id !== undefined) choose(connection_id);
    askForRun(operation, input);
    goTo(href);
  };
  return (
    <span className="actions">
      <button
        type="button"
        className="small"
        disabled={!complete}
        title={complete ? undefined : 'A secret or a file has to be given again: open it.'}
        aria-label={`Run again: ${title}`}
        onClick={runAgain}
      >
        Run again
      </button>
      <a href={href}>Open again</a>
    </span>
  );
}
