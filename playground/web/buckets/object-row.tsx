import { bytes, moment, visibleKey } from '../lib/format.ts';
import { undoDelete, type ListedObject, type Place } from './actions.ts';

interface ObjectRowProps {
  place: Place;
  object: ListedObject;
  name: string;
  selected: boolean;
  open: boolean;
  onToggle: () => void;
  onOpen: () => void;
  onChanged: () => void;
  onFailed: (reason: unknown) => void;
}

/** One object; a deleted one can be brought back. */
export function ObjectRow({
  place,
  object,
  name,
  selected,
  open,
  onToggle,
  onOpen,
  onChanged,
  onFailed,
}: ObjectRowProps) {
  const { object_path, size, last_modified, storage_class, marker } = object;
  const isDeleted = marker !== undefined;
  return (
    <div role="row" className={`row ${open ? 'open' : ''} ${isDeleted ? 'deleted' : ''}`}>
      <span role="cell">
        {!isDeleted && (
          <input
            type="checkbox"
            aria-label={`Select ${visibleKey(object_path)}`}
            checked={selected}
            onChange={onToggle}
          />
        )}
      </span>
      <span role="cell" className="object_path">
        <button type="button" className="link" onClick={onOpen}>
          {name}
        </button>
        {isDeleted && (
          <button
            type="button"
            className="small"
            onClick={() => void undoDelete(place, object_path, marker).then(onChanged, onFailed)}
          >
            Undo delete
          </button>
        )}
      </span>
      <span role="cell" className="size">
        {isDeleted ? 'deleted' : bytes(size ?? 0)}
      </span>
      <span role="cell" className="last_modified">
        {moment(last_modified)}
      </span>
      <span role="cell" className="storage_class">
        {storage_class}
      </span>
    </div>
  );
}
