import { Readable } from 'node:stream';
import { ConnectorError, type FileStore } from '../../../connector/index.ts';
import type { FieldDefinition, FieldKind } from '../mapping/definitions.ts';
import { fail } from './errors.ts';
import type { Message, NodeRed, RedNode } from './red.ts';

/** A field as the editor stores it: a constant, or where the value comes from, as typedInput says it. */
export interface Setting {
  type: string;
  value: string;
}

/** Where the fields of one message are read from. */
export interface Reading {
  RED: NodeRed;
  node: RedNode;
  message: Message;
  files: FileStore;
  signal: AbortSignal;
}

/** The input of an operation: what is set, each value read from where its setting says. */
export async function readInput(
  fields: readonly FieldDefinition[],
  settings: Readonly<Record<string, Setting>>,
  reading: Reading,
): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  for (const field of fields) {
    const setting = Object.hasOwn(settings, field.name) ? settings[field.name] : undefined;
    if (setting === undefined) continue;
    const value = await valueOf(field, setting, reading);
    if (value !== undefined) input[field.name] = value;
  }
  return input;
}

async function valueOf(field: FieldDefinition, { type, value }: Setting, reading: Reading): Promise<unknown> {
  const evaluated = await evaluate(field.title, type, value, reading);
  if (type === 'env') return parse(field.title, field.kind, evaluated);
  return field.kind === 'file' ? asFile(evaluated, reading) : evaluated;
}

function evaluate(title: string, type: string, value: string, reading: Reading): Promise<unknown> {
  const { RED, node, message } = reading;
  const unavailable = (error: unknown): ConnectorError =>
    fail('value_unavailable', {
      field: title,
      reason: error instanceof Error ? error.message : String(error),
    });
  return new Promise((resolve, reject) => {
    try {
      RED.util.evaluateNodeProperty(value, type, node, message, (error, result) =>
        error ? reject(unavailable(error)) : resolve(result),
      );
    } catch (error) {
      reject(unavailable(error));
    }
  });
}

/**
 * A text that stands for a value of another kind: of an environment variable, or of a form without typedInput.
 * An empty one stands for nothing. What is no number or no truth value stays a text, for the runtime to refuse.
 * @throws ConnectorError `setting_not_json`
 */
export function parse(title: string, kind: FieldKind, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value === '') return undefined;
  if (kind === 'number' && value.trim() !== '' && !Number.isNaN(Number(value))) return Number(value);
  if (kind === 'boolean' && /^(true|false)$/.test(value)) return value === 'true';
  if (kind !== 'json' && kind !== 'file') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw fail('setting_not_json', { field: title });
  }
}

/** The bytes of a message become a file object; a file object stays what it is. */
async function asFile(value: unknown, { message, files, signal }: Reading): Promise<unknown> {
  const isBytes = typeof value === 'string' || value instanceof Uint8Array;
  if (!isBytes && !(value instanceof Readable)) return value;
  const { filename, contentType } = message;
  const name = typeof filename === 'string' ? (filename.split(/[\\/]/).pop() as string) : '';
  const mime_type = typeof contentType === 'string' ? contentType : 'application/octet-stream';
  const content = isBytes ? Readable.from([value], { objectMode: false }) : value;
  return files.save(content, { name: name || 'file', mime_type }, signal);
}
