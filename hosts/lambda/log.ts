import { ConnectorError } from '../../connector/index.ts';

/** One line of the log. It tells which operation ran and how it ended; never an input, an output or a connection. */
export interface LogLine {
  timestamp: string;
  level: 'INFO' | 'WARN' | 'ERROR';
  message: string;
  /** The invocation's id, as Lambda's own lines have it. */
  requestId?: string;
  [fact: string]: unknown;
}

export type WriteLog = (line: LogLine) => void;

/** Lambda takes each line of standard output for an event of the log, and lines of JSON for what they are. */
export const writeToStandardOutput: WriteLog = (line) =>
  void process.stdout.write(`${JSON.stringify(line)}\n`);

/** The facts of an error that a log should have: without the details, which can be as long as the input. */
export function factsOf(error: ConnectorError): object {
  const { details: _, ...facts } = error.toJSON();
  return facts;
}
