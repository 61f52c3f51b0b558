import { randomUUID } from 'node:crypto';
import { ConnectorError, suggestion, type Connection, type Connector } from '../../connector/index.ts';
import { fail } from './errors.ts';

/** A connection with the name that people know it by. */
export interface NamedConnection {
  label: string;
  connection: object;
}

/** What may be told of a connection; nothing of it is secret. */
export interface ConnectionView {
  id: string;
  label: string;
  type: string;
  region?: string;
  endpoint?: string;
}

/** Connections by id, in memory only. Requests name one by its id; what it holds never leaves again. */
export interface Connections {
  list(): ConnectionView[];
  /** @throws ConnectorError `connection_unknown` */
  find(id: string): Connection;
  /** Checks a connection as a run would and keeps it. */
  add(named: NamedConnection, id?: string): ConnectionView;
  /** Adds those that a host has from the start; an error says which one is wrong. */
  addAll(named: Readonly<Record<string, NamedConnection>>): void;
  /** @throws ConnectorError `connection_unknown` */
  remove(id: string): void;
}

/** @param maximum how many to keep at most */
export function createConnections(connector: Connector, maximum: number): Connections {
  const entries = new Map<string, { label: string; connection: Connection }>();
  const entryOf = (id: string) => {
    const entry = entries.get(id);
    if (entry) return entry;
    throw fail('connection_unknown', { id, suggestion: suggestion(id, [...entries.keys()]) });
  };
  const view = (id: string): ConnectionView => {
    const { label, connection } = entryOf(id);
    const { type, region, endpoint } = connection as Record<string, string | undefined>;
    return { id, label, type: String(type), region, endpoint };
  };
  const add: Connections['add'] = ({ label, connection }, id = randomUUID()) => {
    if (entries.size >= maximum) throw fail('connections_full', { limit: maximum });
    entries.set(id, { label, connection: connector.checkConnection(connection) });
    return view(id);
  };
  return {
    list: () => [...entries.keys()].map(view),
    find: (id) => entryOf(id).connection,
    add,
    addAll(named) {
      for (const [id, each] of Object.entries(named)) {
        try {
          add(each, id);
        } catch (error) {
          throw withId(error, id);
        }
      }
    },
    remove(id) {
      entryOf(id);
      entries.delete(id);
    },
  };
}

function withId(error: unknown, id: string): unknown {
  if (!ConnectorError.is(error)) return error;
  return new ConnectorError({ ...error.toJSON(), message: `Connection "${id}": ${error.message}` });
}
