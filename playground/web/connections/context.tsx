import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { listConnections } from '../api/connections.ts';
import type { ConnectionView } from '../api/types.ts';
import { recall, remember } from '../lib/storage.ts';
import { useLoaded } from '../lib/use-loaded.ts';

interface Connections {
  connections: readonly ConnectionView[];
  /** The id of the one that runs use. */
  chosen: string;
  choose: (id: string) => void;
  reload: () => void;
}

const Context = createContext<Connections>({
  connections: [],
  chosen: '',
  choose: () => undefined,
  reload: () => undefined,
});

export const useConnections = () => useContext(Context);

/** Connections live in the server's memory; which one is chosen, this tab remembers. */
export function ConnectionsProvider({ children }: { children: ReactNode }) {
  const { data: connections = NONE, reload } = useLoaded(listConnections);
  const [wanted, setWanted] = useState(() => recall('connection', '', sessionStorage));
  const choose = useCallback((id: string) => {
    remember('connection', id, sessionStorage);
    setWanted(id);
  }, []);
  const chosen = connections.some(({ id }) => id === wanted) ? wanted : (connections[0]?.id ?? '');
  const value = useMemo(
    () => ({ connections, chosen, choose, reload }),
    [connections, chosen, choose, reload],
  );
  return <Context value={value}>{children}</Context>;
}

const NONE: ConnectionView[] = [];
