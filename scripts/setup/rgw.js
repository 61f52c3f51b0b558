import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './processes.js';

const SCRIPT = join(ROOT, 'test/servers/rgw.sh');

/** Why Ceph's gateway cannot be run here, or undefined when it can. */
export function whyNoGateway() {
  if (!existsSync('/etc/debian_version')) return 'this is not Debian';
  if (process.getuid?.() !== 0) return 'this is not the root user';
  return undefined;
}

/**
 * Starts a Ceph RADOS Gateway on free ports of 127.0.0.1, in a folder of its own, from Debian's packages (which are
 * installed when missing).
 * @returns {Promise<{environment: Record<string, string>, wipe: () => void}>} What the tests need to find it, and
 *   how to end it and delete its data.
 */
export async function startGateway() {
  const folder = mkdtempSync(join(tmpdir(), 'rgw-'));
  const [port, monitor] = await freePorts();
  const env = { ...process.env, RGW_DIR: folder, RGW_PORT: `${port}`, MON_PORT: `${monitor}` };
  const wipe = () => void execFileSync('bash', [SCRIPT, 'wipe'], { env, stdio: 'inherit' });
  try {
    const { stdout } = await promisify(execFile)('bash', [SCRIPT, 'start'], { env });
    return { environment: environmentFrom(stdout), wipe };
  } catch (error) {
    wipe();
    throw error;
  }
}

/** rgw.sh prints shell assignments. */
function environmentFrom(assignments) {
  const told = Object.fromEntries(assignments.split('\n').map((line) => line.split(/=(.*)/, 2)));
  const { ENDPOINT, REGION, ACCESS, SECRET, KMS_KEY_ID } = told;
  const user = (access_key, secret_key) => ({ access_key, secret_key });
  return {
    S3_TARGET: 'rgw',
    S3_ENDPOINT: ENDPOINT,
    S3_REGION: REGION,
    S3_ACCESS_KEY: ACCESS,
    S3_SECRET_KEY: SECRET,
    S3_KMS_KEY_ID: KMS_KEY_ID,
    S3_USERS: JSON.stringify({
      alice: user(told.LIMITED_ACCESS, told.LIMITED_SECRET),
      bob: user(told.OTHER_ACCESS, told.OTHER_SECRET),
      root: user(told.ROOT_ACCESS, told.ROOT_SECRET),
    }),
  };
}

/** A port for the gateway, and one for the monitor whose lower neighbour is free too. */
async function freePorts() {
  const [gateway, monitor] = await Promise.all([listen(0), listen(0)]);
  const ports = [gateway.address().port, monitor.address().port];
  const neighbour = await listen(ports[1] - 1).catch(() => undefined);
  for (const server of [gateway, monitor, neighbour]) server?.close();
  return neighbour === undefined ? freePorts() : ports;
}

const listen = (port) =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
