import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Starts the installed package's sandbox, hands its connection to `use`, and sees it end with 0 when told to. */
export async function withSandbox(folder, use) {
  const parameters = ['node_modules/aws-s3-connector/bin/s3c.js', 'sandbox', '--port', '0', '--json'];
  const child = spawn(process.execPath, parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  try {
    await use(await connectionOf(child));
  } finally {
    child.kill('SIGTERM');
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`The sandbox ended with ${code}.`);
}

/** Its first line, once it is ready. */
async function connectionOf(child) {
  for await (const line of createInterface(child.stdout)) {
    const { endpoint, region, access_key, secret_key } = JSON.parse(line);
    return { endpoint, region, access_key, secret_key };
  }
  throw new Error('The sandbox ended before it was ready.');
}
