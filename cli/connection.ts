import { readJson, type Given } from './given.ts';
import { refuse } from './errors.ts';

/** The environment variable that may hold a connection: arguments show in process lists, it does not. */
const VARIABLE = 'S3C_CONNECTION';

/**
 * The connection that the option gives, else the environment. A local operation takes only one given by the option.
 * @throws ConnectorError `connection_missing` when there is none and the operation needs one
 */
export async function readConnection(
  option: string | undefined,
  operation: { name: string; local?: boolean },
): Promise<unknown> {
  const given = givenBy(option, operation.local ? undefined : process.env[VARIABLE]);
  if (given) return readJson(given);
  if (operation.local) return undefined;
  throw refuse('connection_missing', { operation: operation.name }, { stage: 'resolve_auth' });
}

/**
 * The connection of the environment alone, for a server whose arguments stand in a client's configuration.
 * @throws ConnectorError `connection_variable_missing`
 */
export async function readEnvironmentConnection(): Promise<unknown> {
  const given = await environmentConnection();
  if (given !== undefined) return given;
  throw refuse('connection_variable_missing', { variable: VARIABLE }, { stage: 'resolve_auth' });
}

/** The connection of the environment, if it has one. */
export async function environmentConnection(): Promise<unknown> {
  const given = givenBy(undefined, process.env[VARIABLE]);
  return given && readJson(given);
}

function givenBy(option: string | undefined, variable: string | undefined): Given | undefined {
  if (option !== undefined) return { source: '--connection', argument: option };
  return variable ? { source: VARIABLE, argument: variable } : undefined;
}
