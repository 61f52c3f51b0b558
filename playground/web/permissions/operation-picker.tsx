import type { TableEntry, TableRow } from '../api/permission-types.ts';
import { EffectBadge } from '../ui/badge.tsx';
import { conditionOf, isPlain } from './words.ts';

/** The operations that are ticked, each with the actions that are included beyond the plain call. */
export type Selection = Readonly<Record<string, readonly string[]>>;

interface PickerProps {
  table: readonly TableEntry[];
  selection: Selection;
  onChange: (selection: Selection) => void;
}

/** Every operation that needs something; what some of its inputs need unfolds below it. */
export const OperationPicker = ({ table, selection, onChange }: PickerProps) => (
  <fieldset className="picker">
    <legend>Operations</legend>
    {table
      .filter(({ rows }) => rows.length > 0)
      .map((entry) => (
        <Entry key={entry.operation} entry={entry} selection={selection} onChange={onChange} />
      ))}
  </fieldset>
);

function Entry({ entry, selection, onChange }: { entry: TableEntry } & Omit<PickerProps, 'table'>) {
  const { operation, title, effect, rows } = entry;
  const included = selection[operation];
  const toggle = () => {
    const { [operation]: before, ...others } = selection;
    onChange(before ? others : { ...selection, [operation]: [] });
  };
  const toggleRow = ({ action }: TableRow) => {
    const rest = included?.filter((other) => other !== action) ?? [];
    const isIn = included?.includes(action) === true;
    onChange({ ...selection, [operation]: isIn ? rest : [...rest, action] });
  };
  return (
    <div className="picker-entry">
      <label className="check">
        <input type="checkbox" checked={included !== undefined} onChange={toggle} />
        {title} <EffectBadge effect={effect} />
      </label>
      {included &&
        optionalRows(rows).map((row) => (
          <label key={row.action} className="check option">
            <input type="checkbox" checked={included.includes(row.action)} onChange={() => toggleRow(row)} />
            <span>
              <code>{row.action}</code> <small className="quiet">{conditionOf(row)}</small>
            </span>
          </label>
        ))}
    </div>
  );
}

/** One row for each action: it is by its action that it is included. */
function optionalRows(rows: readonly TableRow[]): TableRow[] {
  const plain = new Set(rows.filter(isPlain).map(({ action }) => action));
  const optional = rows.filter((row) => !isPlain(row) && !plain.has(row.action));
  return [...new Map(optional.map((row) => [row.action, row])).values()];
}
