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
  return (
    <>
      <span className="quiet wide-only" aria-hidden="true">
        {chosen !== '' && (mayOf(chosen) === undefined ? 'Your own' : 'Sandbox')}
      </span>
      <select
        className="connection"
        aria-label="Connection"
        title={mayOf(chosen)}
        value={chosen}
        onChange={({ target }) => choose(target.value)}
      >
        <Group label="Sandbox" connections={ofSandbox} wordsFor={({ id }) => mayOf(id)} />
        <Group label="Your own" connections={own} wordsFor={({ region }) => region} />
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

interface GroupProps {
  label: string;
  connections: readonly ConnectionView[];
  /** What is said of a connection behind its name. */
  wordsFor: (connection: ConnectionView) => string | undefined;
}

const Group = ({ label: group, connections, wordsFor }: GroupProps) =>
  connections.length > 0 && (
    <optgroup label={group}>
      {connections.map((connection) => (
        <option key={connection.id} value={connection.id}>
          {[shortened(connection.label, group), wordsFor(connection)].filter(Boolean).join(' – ')}
        </option>
      ))}
    </optgroup>
  );

/** `Sandbox, analyst` among the sandbox's: `Analyst`. */
function shortened(label: string, group: string): string {
  const name = label.startsWith(`${group}, `) ? label.slice(group.length + 2) : label;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
