import { InvalidArgumentError } from 'commander';

/** Reads a port number. */
export function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

/** Reads a number of seconds. */
export function secondsOf(text: string): number {
  const seconds = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError('Seconds are a number from 0 to 86400.');
}
