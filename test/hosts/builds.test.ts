import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test.each([
  ['build-lambda', '--operation get_object', "Unknown option '--operation'"],
  ['build-lambda', '', 'Which operations'],
  ['build-lambda', '--operations get_object --timeout 901', '1 to 900 seconds'],
  ['build-tray-cdk', '--allow-endpoint s3.example.com', 'is not the address of a server'],
  ['build-tray-falafel', '--allow-endpoints x', "Unknown option '--allow-endpoints'"],
])('%s %s says what is wrong and how it is used, without a stack', (script, words, problem) => {
  const parameters = ['--import', 'tsx', `scripts/${script}.ts`, ...words.split(' ').filter(Boolean)];
  const { status, stderr } = spawnSync(process.execPath, parameters, { cwd: ROOT, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain(problem);
  expect(stderr).toContain('npm run build:');
  expect(stderr).not.toMatch(/^\s+at /m);
});
