import { useState } from 'react';
import { milliseconds, moment } from '../lib/format.ts';
import { hrefOf } from '../lib/route.ts';
import { Confirm } from '../ui/confirm.tsx';
import { Empty } from '../ui/states.tsx';
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

const RunTable = ({ runs }: { runs: readonly PastRun[] }) => (
  <div className="table-box" tabIndex={0} role="region" aria-label="Runs">
    <table>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Operation</th>
          <th scope="col">Input</th>
          <th scope="col">Outcome</th>
          <th scope="col">Took</th>
          <th scope="col">
            <span className="spoken">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <td>{moment(run.at)}</td>
            <td>{run.title}</td>
            <td title={JSON.stringify(run.input)}>
              <code>{JSON.stringify(run.input)}</code>
            </td>
            <td>
              <span className={`outcome ${run.outcome === 'done' ? 'done' : 'failed'}`}>{run.outcome}</span>
            </td>
            <td className="number">{milliseconds(run.duration)}</td>
            <td>
              <a href={hrefOf(['operations', run.operation], { input: JSON.stringify(run.input) })}>
                Open again
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
