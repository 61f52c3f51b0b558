import { useCallback, useState } from 'react';
import { factsOf } from '../api/failure.ts';
import type { ErrorFacts, FileObject, Schema, Values } from '../api/types.ts';
import { visibleKey } from '../lib/format.ts';
import { hrefOf } from '../lib/route.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { Facts } from '../result/facts.tsx';
import { FileCard } from '../result/file.tsx';
import { ErrorCard } from '../run/error-card.tsx';
import { Loading } from '../ui/states.tsx';
import { SHARING, describeHead, headObject, openObject, type Place } from './actions.ts';
import { Versions } from './versions.tsx';

interface ObjectPanelProps {
  place: Place;
  objectKey: string;
  onClose: () => void;
  onChanged: () => void;
}

/** All about one object: a look at it, what S3 keeps about it, its versions. */
export function ObjectPanel({ place, objectKey, onClose, onChanged }: ObjectPanelProps) {
  const [version, setVersion] = useState<string>();
  const [file, setFile] = useState<FileObject>();
  const [failure, setFailure] = useState<ErrorFacts>();
  const { connection, bucket, region } = place;
  const load = useCallback(
    () => headObject({ connection, bucket, region }, objectKey, version),
    [connection, bucket, region, objectKey, version],
  );
  const { data, error } = useLoaded(load);
  const { data: schema } = useLoaded(describeHead);
  const open = () => {
    setFailure(undefined);
    openObject(place, objectKey, version).then(setFile, (reason: unknown) => setFailure(factsOf(reason)));
  };
  const input = JSON.stringify({ bucket_name: bucket, object_path: objectKey, region, version_id: version });
  return (
    <aside className="object-panel" aria-label={`Object ${visibleKey(objectKey)}`}>
      <header>
        <h2>{visibleKey(objectKey)}</h2>
        <button type="button" className="plain" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </header>
      {file ? (
        <FileCard file={file} />
      ) : (
        <div className="actions">
          <button type="button" className="primary" onClick={open} disabled={data?.exists !== true}>
            Preview and download
          </button>
          <a className="button small" href={hrefOf(['operations', SHARING], { input })}>
            Share by link
          </a>
        </div>
      )}
      {(failure ?? error) && <ErrorCard error={(failure ?? error) as ErrorFacts} />}
      {!data && !error && <Loading what="what S3 keeps about it" />}
      {data?.exists === false && <p className="quiet">This object is deleted; its versions are below.</p>}
      {data?.exists === true && schema && (
        <Facts output={tellingOf(data)} schema={schema.output_schema as Schema} />
      )}
      <Versions
        place={place}
        objectKey={objectKey}
        shown={version}
        onShow={(id) => {
          setVersion(id);
          setFile(undefined);
        }}
        onChanged={() => {
          setVersion(undefined);
          setFile(undefined);
          onChanged();
        }}
      />
    </aside>
  );
}

/** That it exists, and that any range of it can be read, is so of every object that is shown. */
const tellingOf = ({ exists: _exists, accept_ranges: _ranges, ...facts }: Values): Values => facts;
