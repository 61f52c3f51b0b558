import { useEffect, useRef, useState } from 'react';
import type { ManifestOperation, Schema, Values } from '../api/types.ts';
import { callOf } from '../code/call.ts';
import { CallCode } from '../code/call-code.tsx';
import { useConnections } from '../connections/context.tsx';
import { pretty } from '../editor/json-editor.tsx';
import { Summary } from '../result/summary.tsx';
import { Tree } from '../result/tree.tsx';
import { ErrorCard } from '../run/error-card.tsx';
import { Stages } from '../run/stages.tsx';
import type { RunState } from '../run/use-run.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Meter } from '../ui/meter.tsx';
import { Empty } from '../ui/states.tsx';
import { Tabs } from '../ui/tabs.tsx';

interface ResultPanelProps {
  operation: ManifestOperation;
  connection: string;
  /** What the form holds now: what the code runs. */
  input: Values;
  run: RunState;
  onRun: (input: Values) => void;
}

const VIEWS = [
  ['summary', 'Result'],
  ['tree', 'Tree'],
  ['json', 'JSON'],
  ['code', 'Code'],
] as const;

/** What became of a run, and the same call as code. */
export function ResultPanel({ operation, connection, input, run, onRun }: ResultPanelProps) {
  const [view, setView] = useState<(typeof VIEWS)[number][0]>('summary');
  const panel = useRef<HTMLElement>(null);
  // Where the result stands below the input, a run brings it into view.
  useEffect(() => {
    if (run.status === 'running') panel.current?.scrollIntoView({ block: 'nearest' });
  }, [run.status]);
  const explain = () => {
    setView('summary');
    // The card is drawn after the tab has changed.
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('.error-card')?.focus());
  };
  const { connections, users } = useConnections();
  const where = {
    connection: connections.find(({ id }) => id === connection),
    isSandbox: users.some((user) => user.connection === connection),
    origin: location.origin,
  };
  return (
    <section ref={panel} className="panel result-panel" aria-label="Result">
      <Stages run={run} onExplain={explain} />
      {run.status === 'running' && run.progress && (
        <Meter label="Progress of the transfer" done={run.progress.bytes} total={run.progress.total} />
      )}
      <Tabs label="Ways to see the result" tabs={VIEWS} chosen={view} onChoose={setView}>
        {view === 'code' ? (
          <CallCode call={callOf(operation, input, where)} />
        ) : (
          <Outcome view={view} operation={operation} run={run} onRun={onRun} />
        )}
      </Tabs>
    </section>
  );
}

interface OutcomeProps {
  view: 'summary' | 'tree' | 'json';
  operation: ManifestOperation;
  run: RunState;
  onRun: (input: Values) => void;
}

function Outcome({ view, operation, run, onRun }: OutcomeProps) {
  const { output, error, input = {} } = run;
  if (run.status === 'idle')
    return (
      <Empty title="Nothing was run yet.">
        <p className="quiet">
          Run goes through the six stages above, one after the other; only S3 uses the network. The result, or
          what to do about an error, appears here.
        </p>
      </Empty>
    );
  if (run.status === 'running')
    return (
      <p className="quiet" role="status">
        Running…
      </p>
    );
  if (run.status === 'cancelled')
    return (
      <div className="notice" role="status">
        <strong>Cancelled.</strong> What S3 had been sent before may have happened.
      </div>
    );
  if (error && view === 'summary')
    return (
      <ErrorCard
        error={error}
        onRegion={(region) => onRun({ ...input, region })}
        onRetry={() => onRun(input)}
      />
    );
  const value = output ?? error;
  if (view === 'tree') return <Tree value={value} />;
  if (view === 'json')
    return (
      <>
        <CopyButton text={pretty(value)} />
        <pre tabIndex={0} aria-label="Result as JSON">
          {pretty(value)}
        </pre>
      </>
    );
  return (
    <Summary
      output={output ?? {}}
      input={input}
      inputSchema={operation.input_schema as Schema}
      outputSchema={operation.output_schema as Schema}
      onRun={onRun}
    />
  );
}
