import { useMemo, useState } from 'react';
import type { Schema, Values } from '../api/types.ts';
import type { Listing } from './kinds.ts';
import { Value } from './value.tsx';

/** Rows beyond these are drawn when asked for: a list may have a hundred thousand. */
const AT_ONCE = 1000;

/** A list of a result as a table that can be sorted. */
export function ListingTable({ listing }: { listing: Listing }) {
  const { rows, columns, title } = listing;
  const [order, setOrder] = useState<{ name: string; down: boolean }>();
  const [shown, setShown] = useState(AT_ONCE);
  const names = useMemo(() => usedColumns(columns, rows), [columns, rows]);
  const sorted = useMemo(() => (order ? sortedBy(rows, order) : rows), [rows, order]);
  const sortBy = (name: string) => setOrder({ name, down: order?.name === name && !order.down });
  const sortOf = (name: string) =>
    order?.name === name ? (order.down ? 'descending' : 'ascending') : undefined;
  if (rows.length === 0) return <p className="quiet">{title}: none.</p>;
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={title}>
      <table>
        <caption>
          {title} <span className="quiet">({rows.length.toLocaleString('en')})</span>
        </caption>
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col" aria-sort={sortOf(name)}>
                <button type="button" className="plain" onClick={() => sortBy(name)}>
                  {columns.properties?.[name]?.title ?? name}
                  <span aria-hidden="true">{ARROWS[sortOf(name) ?? '']}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, shown).map((row, index) => (
            <tr key={index}>
              {names.map((name) => (
                <td
                  key={name}
                  className={typeof row[name] === 'number' ? 'number' : ''}
                  title={typeof row[name] === 'string' ? row[name] : undefined}
                >
                  <Value value={row[name]} schema={columns.properties?.[name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown < rows.length && (
        <button type="button" className="small" onClick={() => setShown(shown + AT_ONCE)}>
          Show {Math.min(AT_ONCE, rows.length - shown).toLocaleString('en')} more rows
        </button>
      )}
    </div>
  );
}

const ARROWS: Record<string, string> = { ascending: ' ↑', descending: ' ↓' };

/** The columns of the schema that any row has a value for. */
const usedColumns = ({ properties = {} }: Schema, rows: readonly Values[]) =>
  Object.keys(properties).filter((name) => rows.some((row) => row[name] !== undefined));

function sortedBy(rows: readonly Values[], { name, down }: { name: string; down: boolean }): Values[] {
  const sorted = rows.toSorted((one, other) => compare(one[name], other[name]));
  return down ? sorted.toReversed() : sorted;
}

const compare = (one: unknown, other: unknown) =>
  typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one ?? '').localeCompare(String(other ?? ''), 'en');
