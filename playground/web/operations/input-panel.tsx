import { Suspense, lazy, useCallback, useState } from 'react';
import { lookUp, type Need } from '../api/operations.ts';
import type { ManifestOperation, Problem, Schema, Values } from '../api/types.ts';
import { useConnections } from '../connections/context.tsx';
import { JsonEditor } from '../editor/json-editor.tsx';
import type { FormContext } from '../form/context.ts';
import { EffectBadge } from '../ui/badge.tsx';
import { Loading } from '../ui/states.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Presets } from './presets.tsx';
import { RunBar } from './run-bar.tsx';

const SchemaForm = lazy(() => import('../form/form.tsx'));

interface InputPanelProps {
  operation: ManifestOperation;
  input: Values;
  problems: readonly Problem[];
  needs?: readonly Need[];
  running: boolean;
  /** Whether the form holds what it is to hold. */
  ready: boolean;
  onChange: (input: Values) => void;
  onExample: (input: Values) => void;
  onRun: () => void;
  onCancel: () => void;
}

const VIEWS = [
  ['form', 'Form'],
  ['json', 'JSON'],
] as const;

/** What the operation is, and its input: as a form, or as the same in JSON. */
export function InputPanel(props: InputPanelProps) {
  const { operation, input, problems, needs, running, ready } = props;
  const { onChange, onExample, onRun, onCancel } = props;
  const { chosen } = useConnections();
  const [view, setView] = useState<'form' | 'json'>('form');
  const choicesOf = useCallback<FormContext['choicesOf']>(
    (member, values, signal) => lookUp(operation.name, chosen, member, values, signal),
    [operation.name, chosen],
  );
  const schema = operation.input_schema as Schema;
  return (
    <section className="panel input-panel" aria-label="Input">
      <header className="operation-head">
        <h1>{operation.title}</h1>
        <EffectBadge effect={operation.effect} />
        <a href={operation.documentation} target="_blank" rel="noreferrer noopener">
          AWS docs ↗
        </a>
        <p>{operation.description}</p>
      </header>
      <Tabs
        label="Ways to give the input"
        tabs={VIEWS}
        chosen={view}
        onChoose={setView}
        aside={<Presets examples={operation.examples} onChoose={onExample} />}
      >
        {view === 'form' ? (
          <Suspense fallback={<Loading what="the form" />}>
            <SchemaForm
              schema={schema}
              input={input}
              problems={problems}
              onChange={onChange}
              choicesOf={choicesOf}
            />
            <WholeProblems problems={problems.filter(({ field }) => !isShown(field, schema))} />
          </Suspense>
        ) : (
          <>
            <JsonEditor label="Input as JSON" value={input} onChange={onChange} />
            <WholeProblems problems={problems} />
          </>
        )}
      </Tabs>
      <RunBar
        operation={operation}
        input={input}
        needs={needs}
        running={running}
        ready={ready}
        onRun={onRun}
        onCancel={onCancel}
      />
    </section>
  );
}

/** Whether a problem stands beside its field. */
const isShown = (field: string, { properties = {} }: Schema) =>
  Object.hasOwn(properties, field.split('/')[0] ?? '');

/** Problems that have no field on show. */
const WholeProblems = ({ problems }: { problems: readonly Problem[] }) => (
  <div className="problems" role="status">
    {problems.map(({ message, fix }) => (
      <p key={message} className="problem">
        {message} {fix}
      </p>
    ))}
  </div>
);
