import type { LookupAddress } from 'node:dns';
import { Socket, type LookupFunction } from 'node:net';

import { vi } from 'vitest';

interface Destination {
  host?: string;
  port?: number;
  lookup?: LookupFunction;
}

/** Where sockets were told to go, as "address:port". */
export interface SimulatedNetwork {
  attempts: string[];
  sockets: Socket[];
  restore(): void;
}

/**
 * A network in which public addresses exist without leaving the machine: each connection asks its own `lookup`
 * which address it goes to, notes it, and arrives at the loopback port that `routes` gives for that address.
 */
export function simulateNetwork(routes: Record<string, number>): SimulatedNetwork {
  const attempts: string[] = [];
  const sockets: Socket[] = [];
  const connect = Socket.prototype.connect as (...parameters: unknown[]) => Socket;
  const spy = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (
    this: Socket,
    ...parameters
  ) {
    // Node passes its normalised arguments as one array, which must stay the same one.
    const [first] = parameters as unknown as [Destination | [Destination]];
    const options = Array.isArray(first) ? first[0] : first;
    arrive(options, (address) => {
      attempts.push(`${address}:${options.port}`);
      return routes[address];
    });
    sockets.push(this);
    return connect.apply(this, parameters);
  } as typeof connect as never);
  return { attempts, sockets, restore: () => spy.mockRestore() };
}

function arrive(options: Destination, route: (address: string) => number | undefined): void {
  const decide = (addresses: LookupAddress[]) => {
    options.port = route(addresses[0]?.address ?? 'nowhere') ?? 1;
    options.host = '127.0.0.1';
  };
  const { lookup, host = '' } = options;
  if (!lookup) return decide([{ address: host, family: 4 }]);
  // The answer comes at once, as ours does; an asynchronous one would not be seen here.
  lookup(host, { all: true }, (_error, addresses) => decide(addresses as LookupAddress[]));
}
