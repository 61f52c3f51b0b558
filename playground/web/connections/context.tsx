import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { listConnections } from '../api/connections.ts';
import { listDemoUsers, type DemoUser } from '../api/demo-users.ts';
import type { ConnectionView } from '../api/types.ts';
import { recall, remember } from '../lib/storage.ts';
import { useLoaded } from '../lib/use-loaded.ts';

interface Connections {
  connections: readonly ConnectionView[];
  /** The id of the one that runs use. */
  chosen: string;
  choose: (id: string) => void;
  reload: () => void;
  /** The sandbox's users; each has a connection of the same id. */
  users: readonly DemoUser[];
  /** After what one of them may do has changed. */
  reloadUsers: () => void;
}

const Context = createContext<Connections>({
  connections: [],
  chosen: '',
  choose: () => undefined,
  reload: () => undefined,
  users: [],
  reloadUsers: () => undefined,
});

export const useConnections = () => useContext(Context);

/** The sandbox's user whose connection is chosen, if it is one that may not do everything. */
export function useChosenUser(): DemoUser | undefined {
  const { users, chosen } = useConnections();
  return users.find(({ connection, document }) => connection === chosen && document !== undefined);
}

/** Connections live in the server's memory; which one is chosen, this tab remembers. */
export function ConnectionsProvider({ children }: { children: ReactNode }) {
  const { data: connections = NO_CONNECTIONS, reload } = useLoaded(listConnections);
  const { data: users = NO_USERS, reload: reloadUsers } = useLoaded(listDemoUsers);
  const [wanted, setWanted] = useState(() => recall('connection', '', sessionStorage));
  const choose = useCallback((id: string) => {
    remember('connection', id, sessionStorage);
    setWanted(id);
  }, []);
  const chosen = connections.some(({ id }) => id === wanted) ? wanted : (connections[0]?.id ?? '');
  const value = useMemo(
    () => ({ connections, chosen, choose, reload, users, reloadUsers }),
    [connections, chosen, choose, reload, users, reloadUsers],
  );
  return <Context value={value}>{children}</Context>;
}

const NO_CONNECTIONS: ConnectionView[] = [];
const NO_USERS: DemoUser[] = [];
