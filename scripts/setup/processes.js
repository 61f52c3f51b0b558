import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Signals that end a script; each is passed on to the process it is waiting for. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in the repository's folder, its output on ours, and returns its exit code. A signal that reaches
 * this process goes on to the program, so that nothing is left running.
 * @param {string} program
 * @param {string[]} parameters
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(program, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: ROOT, stdio: 'inherit', ...options });
    const forward = (signal) => child.kill(signal);
    for (const signal of ENDING) process.on(signal, forward);
    const settle = (finish) => (value) => {
      for (const signal of ENDING) process.off(signal, forward);
      finish(value);
    };
    child.on('error', settle(reject));
    child.on('close', (code, signal) => settle(resolve)(signal === null ? code : 1));
  });
}

/** Runs a JavaScript file with this very Node. */
export const runNode = (file, parameters = [], options = {}) =>
  run(process.execPath, [file, ...parameters], options);
