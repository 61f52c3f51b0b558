import { Suspense, lazy, useState } from 'react';
import type { ConnectionView } from '../api/types.ts';
import { Icon } from '../ui/icon.tsx';
import { useConnections } from './context.tsx';

const ConnectionsDialog = lazy(() => import('./dialog.tsx'));

/** Which connection runs use, and the way to others. */
export function ConnectionMenu() {
  const { connections, chosen, choose, users } = useConnections();
  const [open, setOpen] = useState(false);
  const mayOf = (id: string) => users.find(({ connection }) => connection === id)?.may;
  const ofSandbox = connections.filter(({ id }) => mayOf(id) !== undefined);
  const own = connections.filter(({ id }) => mayOf(id) === undefined);
  const wordsFor = ({ id, label, region }: ConnectionView) =>
    [label, mayOf(id) ?? region].filter(Boolean).join(' – ');
  return (
    <>
      <select
        className="connection"
        aria-label="Connection"
        title={mayOf(chosen)}
        value={chosen}
        onChange={({ target }) => choose(target.value)}
      >
        {[...ofSandbox, ...own].map((connection) => (
          <option key={connection.id} value={connection.id}>
            {wordsFor(connection)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="plain"
        aria-label="Manage connections"
        title="Manage connections"
        onClick={() => setOpen(true)}
      >
        <Icon name="connections" />
      </button>
      {open && (
        <Suspense>
          <ConnectionsDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
