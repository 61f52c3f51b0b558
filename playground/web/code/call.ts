import type { ConnectionView, FileObject, ManifestOperation, Schema, Values } from '../api/types.ts';
import { keepable } from '../lib/secrets.ts';

/** One call, to be written in several ways. */
export interface Call {
  operation: string;
  title: string;
  /** The id of the connection, and what of it is no secret. */
  connection: string;
  facts: Values;
  /** Whether the connection is that of a user of the sandbox, whose keys nobody knows. */
  isSandbox: boolean;
  /** Without secrets and files. */
  input: Values;
  /** The file of the input, as a file on the reader's disk. */
  file?: { member: string; name: string; mime_type: string };
  /** The members of the input that are secrets: whoever runs the code adds them. */
  leftOut: string[];
  /** Where this page's server is. */
  origin: string;
}

interface Where extends Pick<Call, 'isSandbox' | 'origin'> {
  connection?: ConnectionView;
}

/** The call that a form stands for. */
export function callOf(
  { name, title, input_schema }: ManifestOperation,
  input: Values,
  { connection, isSandbox, origin }: Where,
): Call {
  const schema = input_schema as Schema;
  const kept = keepable(input, schema);
  const isFile = (member: string) => schema.properties?.[member]?.format === 'file';
  const gone = Object.keys(input).filter((member) => input[member] !== undefined && !(member in kept));
  const member = gone.find(isFile);
  const { name: fileName, mime_type } = (input[member ?? ''] ?? {}) as Partial<FileObject>;
  return {
    operation: name,
    title,
    connection: connection?.id ?? '',
    facts: factsOf(connection),
    isSandbox,
    input: kept,
    file: member === undefined ? undefined : fileOf(member, fileName, mime_type),
    leftOut: gone.filter((one) => !isFile(one)),
    origin,
  };
}

const fileOf = (member: string, name = 'file', mime_type = 'application/octet-stream') => ({
  member,
  name,
  mime_type,
});

/** A connection, with dots in the place of what is secret. */
function factsOf({ type = 'access_key', region, endpoint }: Partial<ConnectionView> = {}): Values {
  const keys = type === 'access_key' ? { access_key: '...', secret_key: '...' } : { type };
  return { ...keys, ...(region && { region }), ...(endpoint && { endpoint }) };
}
