/** Import times, each in a process of its own, of the built package: run `npm run build` first. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inTurns, median, print } from './support.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const timed = (code: string) => () => {
  const script = `const start = performance.now(); ${code}; console.log(performance.now() - start);`;
  const environment = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    env: environment,
  });
  return Promise.resolve(Number(printed));
};
const results = await inTurns(15, {
  sdk: timed(`await import('@aws-sdk/client-s3')`),
  package: timed(`await import('aws-s3-connector')`),
  manifest: timed(`const { createConnector } = await import('aws-s3-connector'); createConnector().manifest`),
  file: timed(`await import('aws-s3-connector/manifest.json', { with: { type: 'json' } })`),
});
const sdk = median(results.sdk);
const line = (name: string, values: number[]): [string, number, number] => [
  name,
  median(values),
  median(values) / sdk,
];
print(
  'Import time (median of 15 processes)',
  ['', 'milliseconds', 'of the SDK'],
  [
    line("import('@aws-sdk/client-s3')", results.sdk),
    line("import('aws-s3-connector')", results.package),
    line('... and read connector.manifest', results.manifest),
    line("import('aws-s3-connector/manifest.json')", results.file),
  ],
);
