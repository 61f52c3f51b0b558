import { parseArgs } from 'node:util';

/** What is read from the command line; an option that there is not ends the script with how it is used, not a stack. */
export function orUsage<Values>(usage: string, read: () => Values): Values {
  try {
    return read();
  } catch (error) {
    return refuse((error as Error).message, usage);
  }
}

/** The origins of `--allow-endpoint`. */
export function readAllowedEndpoints(command: string): string[] {
  const usage = `npm run ${command} -- [--allow-endpoint https://s3.example.com]`;
  const options = { 'allow-endpoint': { type: 'string', multiple: true } } as const;
  const { values } = orUsage(usage, () => parseArgs({ options }));
  const addresses = values['allow-endpoint'] ?? [];
  return addresses.map((address) =>
    URL.canParse(address)
      ? new URL(address).origin
      : refuse(`"${address}" is not the address of a server.`, usage),
  );
}

/** Ends the script. */
export function refuse(problem: string, usage: string): never {
  console.error(`${problem}\n${usage}`);
  process.exit(1);
}
