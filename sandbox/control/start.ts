import { randomBytes } from 'node:crypto';
import type { SandboxOptions } from '../options.ts';
import type { ControlAddress, SandboxControls } from './interface.ts';
import { listen, stop } from '../listening.ts';
import { createControlServer } from './server.ts';

/** Starts the control API if it is wanted. */
export async function startControl(
  { control, logger }: SandboxOptions,
  controls: SandboxControls,
): Promise<{ address?: ControlAddress; close(): Promise<void> }> {
  if (control === undefined || control === false) return { close: () => Promise.resolve() };
  const { port = 0, token = randomBytes(24).toString('base64url') } = control === true ? {} : control;
  const server = createControlServer(controls, token, logger);
  const endpoint = `http://127.0.0.1:${await listen(server, port)}`;
  return { address: { endpoint, token }, close: () => stop(server) };
}
