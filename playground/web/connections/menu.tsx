import { Suspense, lazy, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useConnections } from './context.tsx';

const ConnectionsDialog = lazy(() => import('./dialog.tsx'));

/** Which connection runs use, and the way to others. */
export function ConnectionMenu() {
  const { connections, chosen, choose } = useConnections();
  const [open, setOpen] = useState(false);
  return (
    <>
      <select
        className="connection"
        aria-label="Connection"
        value={chosen}
        onChange={({ target }) => choose(target.value)}
      >
        {connections.map(({ id, label, region }) => (
          <option key={id} value={id}>
            {[label, region].filter(Boolean).join(' · ')}
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
