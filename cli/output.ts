/** Prints a value as JSON: indented for a person at a terminal, one line for a program at the end of a pipe. */
export function printJson(value: unknown, stream: NodeJS.WriteStream = process.stdout): void {
  stream.write(`${JSON.stringify(value, null, stream.isTTY ? 2 : 0)}\n`);
}

/** Prints lines of text. */
export function printText(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Tells the person something that is not part of the result. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A reader that has seen enough (`s3c manifest | head`) ends the program quietly. */
export function endQuietlyWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}
