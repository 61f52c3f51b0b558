import { useState } from 'react';
import { removeConnection } from '../api/connections.ts';
import type { DemoUser } from '../api/demo-users.ts';
import type { ConnectionView } from '../api/types.ts';
import { hrefOf } from '../lib/route.ts';
import { Dialog } from '../ui/dialog.tsx';
import { AddConnection } from './add.tsx';
import { useConnections } from './context.tsx';
import { TestButton } from './test-button.tsx';

/** The connections that the server has in its memory, and the form for another one. */
export default function ConnectionsDialog({ onClose }: { onClose: () => void }) {
  const { connections, chosen, choose, reload, users } = useConnections();
  const [adding, setAdding] = useState(false);
  const forget = async (id: string) => {
    await removeConnection(id);
    reload();
  };
  return (
    <Dialog title="Connections" onClose={onClose} className="connections">
      <div className="dialog-head">
        <h2>Connections</h2>
        <button type="button" className="plain" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </div>
      {adding ? (
        <AddConnection
          onAdded={({ id }) => {
            reload();
            choose(id);
            setAdding(false);
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <>
          <p className="quiet">
            They stay in the memory of this server, and are gone when it ends. Secrets never come back.
          </p>
          <ul className="connection-list">
            {connections.map((connection) => (
              <Row
                key={connection.id}
                connection={connection}
                user={users.find((user) => user.connection === connection.id)}
                chosen={connection.id === chosen}
                onChoose={() => choose(connection.id)}
                onForget={() => void forget(connection.id)}
              />
            ))}
          </ul>
          <button type="button" className="primary" onClick={() => setAdding(true)}>
            Add a connection
          </button>
        </>
      )}
    </Dialog>
  );
}

interface RowProps {
  connection: ConnectionView;
  /** Of the sandbox's users: who it is. */
  user?: DemoUser;
  chosen: boolean;
  onChoose: () => void;
  onForget: () => void;
}

function Row({ connection, user, chosen, onChoose, onForget }: RowProps) {
  const { id, label, type, region, endpoint } = connection;
  return (
    <li>
      <label>
        <input type="radio" name="chosen-connection" checked={chosen} onChange={onChoose} />
        <strong>{label}</strong>
        {user && <span>{user.may}</span>}
        <span className="quiet">
          {[user ? '' : type.replaceAll('_', ' '), region, endpoint].filter(Boolean).join(' · ')}
        </span>
      </label>
      <span className="actions">
        <TestButton id={id} />
        {user?.document && (
          <a
            className="button small"
            href={hrefOf(['permissions', 'read'], { user: id })}
            onClick={({ currentTarget }) => currentTarget.closest('dialog')?.close()}
          >
            Policy
          </a>
        )}
        {user === undefined && (
          <button type="button" className="small" onClick={onForget} aria-label={`Forget ${label}`}>
            Forget
          </button>
        )}
      </span>
    </li>
  );
}
