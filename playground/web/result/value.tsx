import { bytes, moment, visibleKey } from '../lib/format.ts';
import type { Schema } from '../api/types.ts';

/** One value of a result, in the way its schema says it is meant. */
export function Value({ value, schema }: { value: unknown; schema?: Schema }) {
  if (value === undefined || value === null) return <span className="quiet">—</span>;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number')
    return schema?.description?.startsWith('Bytes') ? (
      <span title={`${value} bytes`}>{bytes(value)}</span>
    ) : (
      value
    );
  if (typeof value === 'string') {
    if (schema?.format === 'date-time') return <time dateTime={value}>{moment(value)}</time>;
    return visibleKey(value);
  }
  if (Object.keys(value).length === 0) return <span className="quiet">none</span>;
  return (
    <ul className="members">
      {Object.entries(value).map(([name, member]) => (
        <li key={name}>
          <span className="quiet">{name}</span>{' '}
          {typeof member === 'string' ? visibleKey(member) : JSON.stringify(member)}
        </li>
      ))}
    </ul>
  );
}
