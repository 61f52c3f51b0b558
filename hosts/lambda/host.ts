import { createConnector, suggestion, type Connection, type Connector } from '../../connector/index.ts';
import { narrow } from '../shared/limits.ts';
import { DEFAULT_CONNECTION, settingsOf } from './environment.ts';
import { fail } from './errors.ts';
import { createFiles } from './files.ts';
import type { LambdaHostOptions } from './options.ts';

/** What all invocations of one execution environment share: clients, and their sockets, are kept between them. */
export interface Host {
  connector: Connector;
  readOnly: boolean;
  /** @throws ConnectorError `connection_unknown`, `limits_exceeded`, or what is wrong with the connection */
  connectionOf(reference: string | undefined): Connection;
  close(): void;
}

/** @throws ConnectorError `variable_invalid` */
export function openHost(options: LambdaHostOptions, variables: NodeJS.ProcessEnv): Host {
  const settings = settingsOf(options, variables);
  const files = createFiles(settings, (reference) => find(settings, reference));
  const connector = createConnector({
    allowAmbientCredentials: true,
    ...settings.connector,
    fileStore: files,
  });
  const checked = new Map<string, Connection>();
  return {
    connector,
    readOnly: settings.readOnly ?? false,
    connectionOf: (reference = DEFAULT_CONNECTION) => {
      const known = checked.get(reference);
      if (known) return known;
      const connection = narrow(connector.checkConnection(find(settings, reference)), settings);
      // Checked again: a limit of the settings may be malformed itself.
      checked.set(reference, connector.checkConnection(connection));
      return connection;
    },
    close: () => {
      connector.close();
      files.close();
    },
  };
}

function find({ connections = {} }: LambdaHostOptions, reference: string): unknown {
  if (Object.hasOwn(connections, reference)) return connections[reference];
  throw fail('connection_unknown', {
    reference: reference.slice(0, 100),
    suggestion: suggestion(reference, Object.keys(connections)),
  });
}
