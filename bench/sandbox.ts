import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const s3c = fileURLToPath(new URL('../../bin/s3c.js', import.meta.url));

/** A sandbox in a process of its own, so that its work does not count as the client's. */
export async function sandboxProcess(...options: string[]) {
  const child = spawn(process.execPath, [s3c, 'sandbox', '--port', '0', '--json', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines)) as [string];
  const { endpoint, region, access_key, secret_key } = JSON.parse(line) as Record<string, string>;
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return {
    connection: { endpoint, region, access_key, secret_key } as Record<
      'endpoint' | 'region' | 'access_key' | 'secret_key',
      string
    >,
    pid: child.pid as number,
    stop,
  };
}

const once = (lines: ReturnType<typeof createInterface>) =>
  new Promise<[string]>((resolve) => lines.once('line', (line) => resolve([line])));
