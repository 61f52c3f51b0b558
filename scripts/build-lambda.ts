/**
 * `npm run build:lambda -- --operations get_object,head_object --bucket media`: the function and its template, ready for
 * `sam deploy`, in dist-hosts/lambda. The role may do what these operations need, in this bucket, and nothing else.
 */
import { parseArgs } from 'node:util';
import { ConnectorError } from '../connector/index.ts';
import { buildLambda } from './hosts/lambda.ts';
import { orUsage, refuse } from './hosts/options.ts';

/** npm runs scripts in the folder of the package. */
const FOLDER = 'dist-hosts/lambda';
/** In seconds: https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
const LONGEST_TIMEOUT = 900;
const USAGE = `npm run build:lambda -- --operations <names, parted by commas> [--bucket <name>] [--prefix <prefix>]
    [--include <options>] [--staging-bucket <name>] [--staging-prefix <prefix>] [--fifo] [--timeout <seconds>]
    [--partition <partition>]`;

const text = { type: 'string' } as const;
const { values } = orUsage(USAGE, () =>
  parseArgs({
    options: {
      operations: text,
      bucket: text,
      prefix: text,
      include: text,
      'staging-bucket': text,
      'staging-prefix': text,
      fifo: { type: 'boolean' },
      timeout: { type: 'string', default: '60' },
      partition: text,
    },
  }),
);
const namesIn = (names: string) => names.split(',').map((name) => name.trim());

await build().catch((error: unknown) => {
  if (!ConnectorError.is(error)) throw error;
  console.error(`${error.message} ${error.fix}`);
  process.exitCode = 1;
});

async function build(): Promise<void> {
  const { operations, include, bucket, prefix, fifo, timeout, partition } = values;
  const { 'staging-bucket': staging, 'staging-prefix': stagingPrefix } = values;
  if (operations === undefined) refuse('Which operations is the function for?', USAGE);
  const timeoutSeconds = Number(timeout);
  if (!(Number.isInteger(timeoutSeconds) && timeoutSeconds >= 1 && timeoutSeconds <= LONGEST_TIMEOUT))
    refuse(`A timeout is 1 to ${LONGEST_TIMEOUT} seconds.`, USAGE);
  const { left_out, notes } = await buildLambda(FOLDER, {
    operations: namesIn(operations),
    include: include === 'all' ? 'all' : namesIn(include ?? '').filter((name) => name !== ''),
    bucket,
    prefix,
    staging: staging === undefined ? undefined : { bucket: staging, prefix: stagingPrefix },
    fifo,
    timeoutSeconds,
    partition,
  });
  console.log(`${FOLDER} is ready for \`sam deploy --guided\`.`);
  for (const note of notes) console.log(`Note: ${note}`);
  const more = [...new Set(left_out.map(({ action }) => action))].sort();
  if (more.length > 0) console.log(`Left out, as only some inputs need it (--include): ${more.join(', ')}`);
}
