import { useMemo, useState } from 'react';
import { visibleKey } from '../lib/format.ts';
import { hrefOf } from '../lib/route.ts';
import { Icon } from '../ui/icon.tsx';
import type { Folder, ListedObject, Place } from './actions.ts';
import { ObjectRow } from './object-row.tsx';

type Column = 'object_path' | 'size' | 'last_modified' | 'storage_class';
const COLUMNS: readonly (readonly [Column, string])[] = [
  ['object_path', 'Name'],
  ['size', 'Size'],
  ['last_modified', 'Changed'],
  ['storage_class', 'Storage class'],
];

interface ObjectTableProps {
  place: Place;
  prefix: string;
  folder: Folder;
  selected: ReadonlySet<string>;
  onSelect: (keys: ReadonlySet<string>) => void;
  openKey?: string;
  onOpen: (key: string) => void;
  onChanged: () => void;
  onFailed: (reason: unknown) => void;
}

/** Folders first, then objects; rows out of sight cost next to nothing (see `.row` in buckets.css). */
export function ObjectTable(props: ObjectTableProps) {
  const { place, prefix, folder, selected, onSelect, openKey, onOpen, onChanged, onFailed } = props;
  const [order, setOrder] = useState<{ column: Column; down: boolean }>({
    column: 'object_path',
    down: false,
  });
  const objects = useMemo(() => sortedBy(folder.objects, order.column, order.down), [folder.objects, order]);
  const sortBy = (column: Column) => setOrder({ column, down: order.column === column && !order.down });
  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect(next);
  };
  const keys = objects.filter(({ marker }) => marker === undefined).map(({ object_path }) => object_path);
  const all = keys.length > 0 && keys.every((key) => selected.has(key));
  return (
    <div
      role="table"
      aria-label="Objects"
      aria-rowcount={folder.folders.length + objects.length + 1}
      className="objects"
    >
      <div role="row" className="row head">
        <span role="columnheader">
          <input
            type="checkbox"
            aria-label="Select all objects"
            checked={all}
            onChange={() => onSelect(all ? new Set() : new Set(keys))}
          />
        </span>
        {COLUMNS.map(([column, title]) => (
          <span
            key={column}
            role="columnheader"
            className={column}
            aria-sort={order.column === column ? (order.down ? 'descending' : 'ascending') : undefined}
          >
            <button type="button" className="plain" onClick={() => sortBy(column)}>
              {title}
              <span aria-hidden="true">{order.column === column ? (order.down ? ' ↓' : ' ↑') : ''}</span>
            </button>
          </span>
        ))}
      </div>
      {folder.folders.map((path) => (
        <div role="row" className="row" key={path}>
          <span role="cell" className="icon">
            <Icon name="folder" />
          </span>
          <span role="cell" className="object_path">
            <a href={hrefOf(['buckets', place.bucket], { prefix: path })}>
              {visibleKey(path.slice(prefix.length))}
            </a>
          </span>
        </div>
      ))}
      {objects.map((object) => (
        <ObjectRow
          key={object.object_path}
          place={place}
          object={object}
          name={visibleKey(object.object_path.slice(prefix.length)) || '(marker of this folder)'}
          selected={selected.has(object.object_path)}
          open={object.object_path === openKey}
          onToggle={() => toggle(object.object_path)}
          onOpen={() => onOpen(object.object_path)}
          onChanged={onChanged}
          onFailed={onFailed}
        />
      ))}
    </div>
  );
}

function sortedBy(objects: readonly ListedObject[], column: Column, down: boolean): ListedObject[] {
  const sorted = objects.toSorted(({ [column]: one = '' }, { [column]: other = '' }) =>
    one < other ? -1 : one > other ? 1 : 0,
  );
  return down ? sorted.toReversed() : sorted;
}
