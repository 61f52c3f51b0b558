import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { expect } from 'vitest';

import { ConnectorError } from '../../src/errors.ts';
import type { FileObject } from '../../src/files/store.ts';

export const NOW = new Date('2026-03-01T12:00:00Z');
export const clock = () => NOW;

/** A file object with this address, valid for another hour. */
export function fileAt(url: string, more: Partial<FileObject> = {}): FileObject {
  return { name: 'report.csv', url, mime_type: 'text/csv', expires: NOW.getTime() / 1000 + 3600, ...more };
}

/** The ConnectorError that the promise rejects with; anything else fails the test. */
export async function errorOf(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(
    () => expect.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!ConnectorError.is(error)) throw error;
  return error;
}

export async function textOf(stream: Readable): Promise<string> {
  return (await buffer(stream)).toString();
}
