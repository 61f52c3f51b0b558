import type { TableEntry } from '../api/permission-types.ts';
import { permissionTable } from '../api/permissions.ts';
import { hrefOf } from '../lib/route.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { DownloadButton } from '../ui/download-button.tsx';
import { Failed, Loading } from '../ui/states.tsx';
import { conditionOf } from './words.ts';

/** The permission table: what each operation needs, and when. */
export function Table() {
  const { data, error, reload } = useLoaded(permissionTable);
  if (error) return <Failed error={error} onRetry={reload} />;
  if (!data) return <Loading what="the table" />;
  const markdown = markdownOf(data);
  return (
    <>
      <div className="actions above">
        <CopyButton text={markdown} label="Copy as Markdown" />
        <DownloadButton text={markdown} name="permissions.md" label="Download Markdown" />
      </div>
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
            {data.flatMap(({ operation, title, rows }) =>
              rows.map((row, index) => (
                <tr key={`${operation} ${index}`}>
                  <td>{index === 0 && <a href={hrefOf(['operations', operation])}>{title}</a>}</td>
                  <td>
                    <code>{row.action}</code>
                  </td>
                  <td>{row.resource}</td>
                  <td title={row.because}>{conditionOf(row)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

function markdownOf(table: readonly TableEntry[]): string {
  const lines = table.flatMap(({ operation, rows }) =>
    rows.map((row) => `| \`${operation}\` | \`${row.action}\` | ${row.resource} | ${conditionOf(row)} |`),
  );
  return ['| Operation | Action | On | When |', '| --- | --- | --- | --- |', ...lines, ''].join('\n');
}
