import { get, post, remove } from './client.ts';
import type { Choice, ConnectionView, Schema, Values } from './types.ts';

export const listConnections = async (): Promise<ConnectionView[]> =>
  (await get<{ connections: ConnectionView[] }>('connections')).connections;

/** The form of a connection: one alternative for each kind. */
export const connectionForm = () => get<Schema>('auth');

/** Gives a connection to the server, which keeps it in memory and never gives it back. */
export const addConnection = (label: string, connection: Values) =>
  post<ConnectionView>('connections', { label, connection });

export const removeConnection = (id: string) => remove(`connections/${encodeURIComponent(id)}`);

export const lookUpForConnection = async (member: string, input: Values): Promise<Choice[]> =>
  (await post<{ result: Choice[] }>('auth/lookup', { member, input })).result;
