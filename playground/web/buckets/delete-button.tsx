import { useState } from 'react';
import { factsOf } from '../api/failure.ts';
import type { ErrorFacts } from '../api/types.ts';
import { shortKey, visibleKey } from '../lib/format.ts';
import { Confirm } from '../ui/confirm.tsx';
import { Failed } from '../ui/states.tsx';
import { deleteObjects, type Place } from './actions.ts';

interface DeleteButtonProps {
  place: Place;
  keys: readonly string[];
  onDone: () => void;
}

/** More than these names nobody reads one by one. */
const MOST_NAMES = 10;

/** Deletes what is selected, after asking. */
export function DeleteButton({ place, keys, onDone }: DeleteButtonProps) {
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<ErrorFacts>();
  if (keys.length === 0) return error ? <Failed error={error} /> : null;
  const what = keys.length === 1 ? shortKey(keys[0] ?? '') : `${keys.length} objects`;
  const run = async () => {
    setError(undefined);
    try {
      const { errors } = await deleteObjects(place, keys);
      const [first] = errors;
      if (first) setError(factsOf(new Error(`${first.object_path}: ${first.message ?? 'was not deleted'}`)));
      onDone();
    } catch (failure) {
      setError(factsOf(failure));
    }
  };
  return (
    <>
      {error && <Failed error={error} />}
      <button type="button" className="danger" onClick={() => setAsking(true)}>
        Delete {what}…
      </button>
      {asking && (
        <Confirm
          title={`Delete ${what}?`}
          action={`Delete ${what} from ${place.bucket}`}
          onConfirm={() => void run()}
          onClose={() => setAsking(false)}
        >
          <ul className="texts">
            {keys.slice(0, MOST_NAMES).map((key) => (
              <li key={key}>{visibleKey(key)}</li>
            ))}
          </ul>
          {keys.length > MOST_NAMES && <p>and {keys.length - MOST_NAMES} more.</p>}
          <p className="quiet">Where the bucket keeps versions this can be undone; elsewhere it cannot.</p>
        </Confirm>
      )}
    </>
  );
}
