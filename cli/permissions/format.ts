import { suggestion } from '../../src/index.ts';
import { refuse } from '../errors.ts';

/**
 * One of the formats that a command can print.
 * @throws ConnectorError `usage_invalid`
 */
export function formatIn<Format extends string>(
  given: string,
  formats: readonly Format[],
  command: string,
): Format {
  const found = formats.find((format) => format === given);
  if (found !== undefined) return found;
  const problem = `--format is one of ${formats.join(', ')}.${suggestion(given, formats)}`;
  throw refuse('usage_invalid', { problem, help: `s3c ${command} --help` });
}
