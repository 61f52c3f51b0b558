import { useCallback, useEffect, useMemo, useState } from 'react';
import { describeOperation } from '../api/operations.ts';
import type { Values } from '../api/types.ts';
import { useConnections } from '../connections/context.tsx';
import { useRoute } from '../lib/route.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { Failed, Loading } from '../ui/states.tsx';
import { OperationList } from './list.tsx';
import { Welcome } from './welcome.tsx';
import { Workbench } from './workbench.tsx';

/** On a narrow screen one of the three columns is shown at a time. */
type Pane = 'list' | 'input' | 'result';
const PANES: readonly (readonly [Pane, string])[] = [
  ['list', 'Operations'],
  ['input', 'Input'],
  ['result', 'Result'],
];

/** The operations: the list, the chosen one's input, its result. */
export function OperationsPage() {
  const { path, query } = useRoute();
  const [place, second = ''] = path;
  // While another page is being loaded, this one still hears of its address.
  const name = place === 'operations' ? second : '';
  const given = query.get('input');
  useConnectionOf(query.get('connection'));
  const [pane, setPane] = useState<Pane>(name === '' ? 'list' : 'input');
  const [shown, setShown] = useState(name);
  if (shown !== name) {
    setShown(name);
    setPane(name === '' ? 'list' : 'input');
  }
  return (
    <>
      <main className="columns" id="main" data-pane={pane}>
        <OperationList chosen={name} />
        {name === '' ? (
          <Welcome />
        ) : (
          <Chosen key={name + given} name={name} given={given} onRun={() => setPane('result')} />
        )}
      </main>
      {name !== '' && (
        <nav className="panes" aria-label="Parts of the page">
          {PANES.map(([one, title]) => (
            <button key={one} type="button" aria-pressed={pane === one} onClick={() => setPane(one)}>
              {title}
            </button>
          ))}
        </nav>
      )}
    </>
  );
}

/** An address may name a connection: it is chosen once, and can be changed like any other. */
function useConnectionOf(wanted: string | null): void {
  const { choose } = useConnections();
  useEffect(() => {
    if (wanted !== null) choose(wanted);
  }, [wanted, choose]);
}

interface ChosenProps {
  name: string;
  given: string | null;
  onRun: () => void;
}

function Chosen({ name, given, onRun }: ChosenProps) {
  const load = useCallback(() => describeOperation(name), [name]);
  const { data, error, reload } = useLoaded(load);
  const input = useMemo(() => inputIn(given), [given]);
  if (error) return <Failed error={error} onRetry={reload} />;
  if (!data) return <Loading what="the operation" />;
  return <Workbench operation={data} given={input} onRun={onRun} />;
}

/** An address may have been cut: then the form opens as without it. */
function inputIn(text: string | null): Values | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Values);
  } catch {
    return undefined;
  }
}
