import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hostPackages } from '../../fixtures/host-packages.ts';

/** What both find wrong is right in the conditions of JSON Schema, which name members of the schema around them. */
const NOT_FOR_CONDITIONS = ['no-required-schema-properties-undefined', 'no-illogical-composition-keywords'];

interface Finding {
  ruleId: string;
  message: string;
  location: { pointer: string }[];
}

/** The problems that Redocly's command line finds in a document, by its strictest rules. */
export async function lint(document: object): Promise<string[]> {
  const program = join(await hostPackages('http'), 'node_modules/.bin/redocly');
  const folder = await mkdtemp(join(tmpdir(), 'redocly-'));
  const file = join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(document));
  const skipped = NOT_FOR_CONDITIONS.flatMap((rule) => ['--skip-rule', rule]);
  const words = ['lint', file, '--extends', 'recommended-strict', '--format', 'json', ...skipped];
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: folder, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  // It exits with 1 when it finds something, and prints it all the same.
  const { stdout } = await promisify(execFile)(program, words, { cwd: folder, env }).catch(
    (error: { stdout: string }) => error,
  );
  await rm(folder, { recursive: true });
  const { problems } = JSON.parse(stdout) as { problems: Finding[] };
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
}
