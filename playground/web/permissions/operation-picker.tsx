import type { TableEntry, TableRow } from '../api/permission-types.ts';
import { EFFECTS } from '../operations/catalogue.tsx';
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
export function OperationPicker({ table, selection, onChange }: PickerProps) {
  const entries = table.filter(({ rows }) => rows.length > 0);
  const tick = (effect: TableEntry['effect']) => {
    const of = entries.filter((entry) => entry.effect === effect).map(({ operation }) => operation);
    onChange({ ...Object.fromEntries(of.map((operation) => [operation, []])), ...selection });
  };
  return (
    <fieldset className="picker">
      <legend>Operations</legend>
      <div className="actions" role="group" aria-label="Tick several">
        {EFFECTS.map((effect) => (
          <button key={effect} type="button" className="small" onClick={() => tick(effect)}>
            All that {effect}
          </button>
        ))}
        <button type="button" className="small" onClick={() => onChange({})}>
          None
        </button>
      </div>
      {entries.map((entry) => (
        <Entry key={entry.operation} entry={entry} selection={selection} onChange={onChange} />
      ))}
    </fieldset>
  );
}

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
