import { execFileSync } from 'node:child_process';

/** A command line of npm: the one that runs this script, else the one on the PATH. */
export const npm = (...parameters) =>
  process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath, ...parameters]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', ...parameters];

/** Runs a command line in a folder and returns what it prints; what it complains of goes to stderr. */
export const output = ([program, ...parameters], cwd) =>
  execFileSync(program, parameters, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
