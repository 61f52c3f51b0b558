import { useState } from 'react';
import { permissionTable } from '../api/permissions.ts';
import type { TableEntry } from '../api/permission-types.ts';
import { hrefOf } from '../lib/route.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { Failed, Loading } from '../ui/states.tsx';
import { DocsExport } from './docs-export.tsx';
import { conditionOf } from './words.ts';

/** The permission table: what each operation needs, and when; a search narrows it, and what is exported. */
export function Table() {
  const { data, error, reload } = useLoaded(permissionTable);
  const [search, setSearch] = useState('');
  if (error) return <Failed error={error} onRetry={reload} />;
  if (!data) return <Loading what="the table" />;
  const found = data.filter((entry) => fits(entry, search));
  const build = hrefOf(['permissions', 'build'], {
    operations: found.map(({ operation }) => operation).join(','),
  });
  return (
    <>
      <div className="actions above">
        <input
          type="search"
          className="narrow-search"
          aria-label="Search the table"
          placeholder="Operation or action"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        {found.length > 0 && (
          <>
            <DocsExport operations={found.map(({ operation }) => operation)} />
            <a className="button small" href={build}>
              Build a policy for them
            </a>
          </>
        )}
      </div>
      {found.length === 0 ? (
        <p className="quiet">No operation has these words, and none of its actions.</p>
      ) : (
        <Rows entries={found} />
      )}
    </>
  );
}

const fits = ({ operation, title, rows }: TableEntry, search: string) =>
  `${operation} ${title} ${rows.map(({ action }) => action).join(' ')}`
    .toLowerCase()
    .includes(search.trim().toLowerCase());

const Rows = ({ entries }: { entries: readonly TableEntry[] }) => (
  <div className="table-box" tabIndex={0} role="region" aria-label="Permission table">
    <table>
      <thead>
        <tr>
          <th scope="col">Operation</th>
          <th scope="col">Action</th>
          <th scope="col">On</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {entries.flatMap(({ operation, title, rows }) =>
          rows.map((row, index) => (
            <tr key={`${operation} ${index}`}>
              <td>{index === 0 && <a href={hrefOf(['operations', operation])}>{title}</a>}</td>
              <td>
                <code>{row.action}</code>
              </td>
              <td>{row.resource.replace('kms_key', 'KMS key')}</td>
              <td className="wrap condition" title={row.because}>
                {conditionOf(row)}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  </div>
);
