import { hrefOf, useRoute } from '../lib/route.ts';
import { Build } from './build.tsx';
import { Read } from './read.tsx';
import { Table } from './table.tsx';

const VIEWS = [
  ['build', 'Build a policy'],
  ['read', 'Read a policy'],
  ['table', 'Table'],
] as const;

/** What operations need: policies that give it, policies that give it or do not, and the whole table. */
export default function PermissionsPage() {
  const { path, query } = useRoute();
  const [, view = 'build'] = path;
  return (
    <main className="page permissions" id="main">
      <header className="page-head">
        <h1>Permissions</h1>
        <nav aria-label="Views" className="places">
          {VIEWS.map(([name, title]) => (
            <a
              key={name}
              href={hrefOf(['permissions', name])}
              aria-current={view === name ? 'page' : undefined}
            >
              {title}
            </a>
          ))}
        </nav>
      </header>
      {view === 'read' && (
        <Read
          key={query.toString()}
          given={query.get('policy') ?? undefined}
          user={query.get('user') ?? undefined}
        />
      )}
      {view === 'table' && <Table />}
      {view === 'build' && <Build key={query.toString()} given={query} />}
    </main>
  );
}
