import { useCallback, useState } from 'react';
import { factsOf } from '../api/failure.ts';
import type { ErrorFacts } from '../api/types.ts';
import { bytes, moment } from '../lib/format.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { Failed, Loading } from '../ui/states.tsx';
import { listVersions, restoreVersion, undoDelete, type Place, type Version } from './actions.ts';

interface VersionsProps {
  place: Place;
  objectKey: string;
  /** The version that is looked at; none: the current one. */
  shown?: string;
  onShow: (version?: string) => void;
  onChanged: () => void;
}

/** The history of one key: look at a version, make it the current one again, undo a delete. */
export function Versions({ place, objectKey, shown, onShow, onChanged }: VersionsProps) {
  const { connection, bucket, region } = place;
  const load = useCallback(
    () => listVersions({ connection, bucket, region }, objectKey),
    [connection, bucket, region, objectKey],
  );
  const { data, error, reload } = useLoaded(load);
  const [failure, setFailure] = useState<ErrorFacts>();
  const change = (action: Promise<unknown>) => {
    setFailure(undefined);
    const settle = action.then(reload).then(onChanged);
    settle.catch((reason: unknown) => setFailure(factsOf(reason)));
  };
  if (error) return <Failed error={error} onRetry={reload} />;
  if (!data) return <Loading what="the versions" />;
  return (
    <section aria-label="Versions">
      <h3>Versions</h3>
      {failure && <Failed error={failure} />}
      <ol className="timeline">
        {data.map((version) => (
          <li key={version.version_id} className={version.is_marker ? 'marker' : ''}>
            <Line version={version} />
            <span className="actions">
              {!version.is_marker && !version.is_latest && (
                <>
                  <button
                    type="button"
                    className="small"
                    aria-pressed={shown === version.version_id}
                    onClick={() => onShow(shown === version.version_id ? undefined : version.version_id)}
                  >
                    Look at it
                  </button>
                  <button
                    type="button"
                    className="small"
                    onClick={() => change(restoreVersion(place, objectKey, version.version_id))}
                  >
                    Restore
                  </button>
                </>
              )}
              {version.is_marker && version.is_latest && (
                <button
                  type="button"
                  className="small"
                  onClick={() => change(undoDelete(place, objectKey, version.version_id))}
                >
                  Undo delete
                </button>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const Line = ({ version }: { version: Version }) => (
  <span>
    {moment(version.last_modified)} {version.is_latest && <strong>current</strong>}
    <br />
    <small className="quiet">
      {version.is_marker ? 'deleted' : bytes(version.size ?? 0)} · <code>{version.version_id}</code>
    </small>
  </span>
);
