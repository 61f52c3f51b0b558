import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { problemsOf } from '../api/failure.ts';
import type { ManifestOperation, Schema, Values } from '../api/types.ts';
import { useConnections } from '../connections/context.tsx';
import { timely } from '../form/problems.ts';
import { takeRun } from '../history/again.ts';
import { addRun } from '../history/store.ts';
import { keepable } from '../lib/secrets.ts';
import { useRun, type RunState } from '../run/use-run.ts';
import { draftOf, keepDraft, takeReloaded } from './drafts.ts';
import { withRealFiles } from './examples.ts';
import { InputPanel } from './input-panel.tsx';
import { ConfirmRun } from './confirm-run.tsx';
import { ResultPanel } from './result-panel.tsx';
import { useCheck } from './use-check.ts';
import { useRunKey } from './use-run-key.ts';

interface WorkbenchProps {
  operation: ManifestOperation;
  /** From the address: what to fill the form in with. */
  given?: Values;
  onRun: () => void;
}

/** One operation: its input on one side, what came of it on the other. */
export function Workbench({ operation, given, onRun }: WorkbenchProps) {
  const { name } = operation;
  const schema = operation.input_schema as Schema;
  const { chosen, connections } = useConnections();
  const [first] = useState(() => takeReloaded(name) ?? given ?? draftOf(name));
  const [input, setInput] = useState<Values>(first ?? {});
  const [attempted, setAttempted] = useState(false);
  const [asking, setAsking] = useState<Values>();
  const run = useRun(name, chosen);
  const found = useCheck(name, chosen, input);
  const problems = useMemo(
    () => timely(problemsOf(found.error), input, attempted),
    [found, input, attempted],
  );

  const change = useCallback(
    (next: Values) => {
      keepDraft(name, next, keepable(next, schema));
      setInput(next);
    },
    [name, schema],
  );
  // An example's file is stored first: until then there is nothing to run.
  const [filling, setFilling] = useState(false);
  const fill = useCallback(
    async (example: Values) => {
      setFilling(true);
      await withRealFiles(example)
        .then(change)
        .finally(() => setFilling(false));
    },
    [change],
  );

  // An operation that was never filled in opens with its first example, so that Run works at once.
  useEffect(() => {
    if (first === undefined && draftOf(name) === undefined)
      void fill((operation.examples[0]?.input ?? {}) as Values);
  }, [first, name, operation, fill]);

  const start = async (wanted: Values) => {
    onRun();
    const ended = await run.start(wanted);
    const kept = keepable(wanted, schema);
    addRun({
      ...pastRun(operation, kept, ended),
      connection: labelOf(chosen),
      connection_id: chosen,
      complete: JSON.stringify(kept) === JSON.stringify(wanted),
    });
  };
  const labelOf = (id: string) => connections.find((one) => one.id === id)?.label ?? id;
  const request = (wanted: Values = input) => {
    setAttempted(true);
    // Only what is known to be refused needs no question; of what was typed just now nothing is known yet.
    const isRefused = found.of === wanted && problemsOf(found.error).length > 0;
    if (operation.effect === 'delete' && !isRefused) setAsking(wanted);
    else void start(wanted);
  };
  const again = useRef(request);
  again.current = request;
  // The history asks for a run, and opens the operation for it.
  useEffect(() => {
    const wanted = takeRun(name);
    if (wanted) again.current(wanted);
  }, [name]);
  const isRunning = run.state.status === 'running';
  useRunKey(() => (isRunning || filling ? undefined : request()));

  return (
    <>
      <InputPanel
        operation={operation}
        input={input}
        problems={problems}
        needs={found.needs}
        running={isRunning}
        ready={!filling}
        onChange={change}
        onExample={(example) => {
          setAttempted(false);
          void fill(example);
        }}
        onRun={() => request()}
        onCancel={run.cancel}
      />
      <ResultPanel
        operation={operation}
        connection={chosen}
        input={input}
        run={run.state}
        onRun={(wanted) => {
          change(wanted);
          request(wanted);
        }}
      />
      {asking && (
        <ConfirmRun
          operation={operation}
          input={asking}
          onConfirm={() => void start(asking)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}

const pastRun = (operation: ManifestOperation, input: Values, run: RunState) => ({
  at: Date.now(),
  operation: operation.name,
  title: operation.title,
  input,
  outcome: run.error?.code ?? run.status,
  duration: run.duration ?? 0,
});
