import { Suspense, lazy, useState, type FormEvent } from 'react';
import { addConnection, connectionForm, lookUpForConnection } from '../api/connections.ts';
import { factsOf, problemsOf } from '../api/failure.ts';
import type { ConnectionView, ErrorFacts, Schema, Values } from '../api/types.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { Failed, Loading } from '../ui/states.tsx';

const SchemaForm = lazy(() => import('../form/form.tsx'));

interface AddConnectionProps {
  onAdded: (connection: ConnectionView) => void;
  onCancel: () => void;
}

/** The form of a connection, by the kind that is chosen. */
export function AddConnection({ onAdded, onCancel }: AddConnectionProps) {
  const { data: form, error: missing } = useLoaded(connectionForm);
  const [kind, setKind] = useState(0);
  const [label, setLabel] = useState('My connection');
  const [values, setValues] = useState<Values>({});
  const [error, setError] = useState<ErrorFacts>();
  if (missing) return <Failed error={missing} />;
  const chosen = form?.oneOf?.[kind];
  if (!chosen) return <Loading what="the form" />;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await addConnection(label, ownOf(chosen, values)).then(onAdded, (failure: unknown) =>
      setError(factsOf(failure)),
    );
  };
  const problems = problemsOf(error);
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className="field">
        <label htmlFor="connection-label">Name</label>
        <input
          id="connection-label"
          value={label}
          autoComplete="off"
          onChange={({ target }) => setLabel(target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="connection-kind">Kind</label>
        <select id="connection-kind" value={kind} onChange={({ target }) => setKind(Number(target.value))}>
          {form.oneOf?.map(({ title }, index) => (
            <option key={title} value={index}>
              {title}
            </option>
          ))}
        </select>
        <small className="description">{chosen.description}</small>
      </div>
      <Suspense fallback={<Loading what="the form" />}>
        <SchemaForm
          key={kind}
          idPrefix="connection"
          schema={chosen}
          input={ownOf(chosen, values, false)}
          problems={problems}
          onChange={(next) => setValues({ ...foreignOf(chosen, values), ...next })}
          choicesOf={lookUpForConnection}
        />
      </Suspense>
      {error && problems.every(({ field }) => field === '') && <Failed error={error} />}
      <footer>
        <button type="button" onClick={onCancel}>
          Back
        </button>
        <button type="submit" className="primary">
          Add
        </button>
      </footer>
    </form>
  );
}

/** What of the values belongs to this kind of connection. */
function ownOf({ properties = {} }: Schema, values: Values, withType = true): Values {
  const own = Object.entries(values).filter(([name]) => Object.hasOwn(properties, name));
  return { ...Object.fromEntries(own), ...(withType ? { type: properties.type?.const } : {}) };
}

/** What of the values belongs to other kinds only; it is kept for the way back. */
const foreignOf = ({ properties = {} }: Schema, values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !Object.hasOwn(properties, name)));
