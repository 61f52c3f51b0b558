import { useState } from 'react';
import { factsOf } from '../api/failure.ts';
import type { ErrorFacts } from '../api/types.ts';
import { goTo, hrefOf } from '../lib/route.ts';
import { ErrorCard } from '../run/error-card.tsx';
import { Empty, Loading } from '../ui/states.tsx';
import type { Place } from './actions.ts';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { DeleteButton } from './delete-button.tsx';
import { DropZone } from './drop-zone.tsx';
import { ObjectPanel } from './object-panel.tsx';
import { ObjectTable } from './object-table.tsx';
import { UploadButton } from './upload-button.tsx';
import { UploadTray } from './upload-tray.tsx';
import { useFolder } from './use-folder.ts';
import { useUploads } from './use-uploads.ts';

interface BucketViewProps {
  place: Place;
  prefix: string;
  /** The object whose details are open. */
  openKey?: string;
}

/** One folder of a bucket, with what can be done in it. */
export function BucketView({ place, prefix, openKey }: BucketViewProps) {
  const [withDeleted, setWithDeleted] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<ErrorFacts>();
  const [selectedIn, setSelectedIn] = useState(prefix);
  if (selectedIn !== prefix) {
    setSelectedIn(prefix);
    setSelected(new Set());
    setFailure(undefined);
  }
  const { folder, error, loading, reload, more } = useFolder(place, prefix, withDeleted);
  const { uploads, add, cancel, clear } = useUploads(place, prefix, reload);
  const show = (key?: string) => goTo(hrefOf(['buckets', place.bucket], { prefix, key }));
  const isEmpty = folder && folder.folders.length + folder.objects.length === 0;
  return (
    <>
      <DropZone onFiles={add} label={`${place.bucket}/${prefix}`}>
        <header className="bucket-head">
          <Breadcrumbs bucket={place.bucket} prefix={prefix} />
          <div className="actions">
            <label className="check">
              <input
                type="checkbox"
                checked={withDeleted}
                onChange={({ target }) => setWithDeleted(target.checked)}
              />
              Show deleted
            </label>
            <DeleteButton
              place={place}
              keys={[...selected]}
              onDone={() => {
                setSelected(new Set());
                reload();
              }}
            />
            <UploadButton onFiles={add} />
          </div>
        </header>
        {error && <ErrorCard error={error} onRetry={reload} />}
        {failure && <ErrorCard error={failure} />}
        {!folder && loading && <Loading what="the folder" />}
        {isEmpty && (
          <Empty title="Nothing is here.">
            <p className="quiet">Drop files here, or press Upload.</p>
          </Empty>
        )}
        {folder && !isEmpty && (
          <ObjectTable
            place={place}
            prefix={prefix}
            folder={folder}
            selected={selected}
            onSelect={setSelected}
            openKey={openKey}
            onOpen={show}
            onChanged={() => {
              setFailure(undefined);
              reload();
            }}
            onFailed={(reason) => setFailure(factsOf(reason))}
          />
        )}
        {more && (
          <button type="button" className="small" onClick={() => void more()}>
            Load more
          </button>
        )}
        <UploadTray uploads={uploads} onCancel={cancel} onClear={clear} />
      </DropZone>
      {openKey !== undefined && (
        <ObjectPanel
          key={openKey}
          place={place}
          objectKey={openKey}
          onClose={() => show()}
          onChanged={reload}
        />
      )}
    </>
  );
}
