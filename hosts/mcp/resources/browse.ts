import { isUtf8 } from 'node:buffer';
import type { ReadResourceResult, Resource } from '@modelcontextprotocol/server';
import type { Host } from '../host.ts';
import { prefixesOf } from '../../shared/limits.ts';
import { addressIn, uriOf, type Address } from './address.ts';
import type { Roles } from './roles.ts';

/** Buckets and objects, read by the operations that play these roles. */
export interface Browser {
  buckets(signal: AbortSignal): Promise<Resource[]>;
  /** Names of buckets, or keys of a bucket, that begin with what was typed. */
  complete(typed: string, bucket: string | undefined, signal: AbortSignal): Promise<string[]>;
  /** @throws ConnectorError */
  read(uri: string, signal: AbortSignal): Promise<ReadResourceResult>;
}

export function createBrowser({ connector, connection }: Host, roles: Roles): Browser {
  const choices = async (operation: string, input: object, signal: AbortSignal) => {
    const { result } = (await connector.run<string>(operation, input, { connection, signal })) as Choices;
    return result.map(({ value }) => value);
  };
  const keys = (bucket: string, prefix: string, signal: AbortSignal) =>
    choices(roles.objects, { bucket_name: bucket, ...(prefix && { prefix }) }, signal);
  const list = async ({ bucket, key }: Address, signal: AbortSignal) => {
    // At the root of a bucket, a limited connection may look only under its prefixes.
    const prefixes = key === '' ? (prefixesOf(connection) ?? ['']) : [key];
    const found = await Promise.all(prefixes.map((prefix) => keys(bucket, prefix, signal)));
    return found.flat().map((name) => ({ key: name, uri: uriOf({ bucket, key: name }) }));
  };
  return {
    async buckets(signal) {
      const names = await choices(roles.buckets, {}, signal);
      return names.map((name) => bucketResource(name));
    },
    async complete(typed, bucket, signal) {
      if (bucket !== undefined) return keys(bucket, typed, signal);
      return (await choices(roles.buckets, {}, signal)).filter((name) => name.startsWith(typed));
    },
    async read(uri, signal) {
      const address = addressIn(uri);
      if (address.key === '' || address.key.endsWith('/')) {
        const text = JSON.stringify({ objects: await list(address, signal) });
        return { contents: [{ uri, mimeType: 'application/json', text }] };
      }
      const input = { bucket_name: address.bucket, object_path: address.key, output: 'base64' };
      const output = await connector.run<string>(roles.read, input, { connection, signal });
      return { contents: [contentOf(uri, output as Content)] };
    },
  };
}

interface Choices {
  result: { value: string }[];
}

interface Content {
  content: string;
  mime_type?: string;
}

const bucketResource = (bucket: string): Resource => ({
  uri: uriOf({ bucket, key: '' }),
  name: bucket,
  description: `Up to 100 keys of the bucket "${bucket}". Add a prefix that ends with / for those under it.`,
  mimeType: 'application/json',
});

/** Text where the bytes are text, whatever type is stored with them. */
function contentOf(uri: string, { content, mime_type: mimeType }: Content) {
  const bytes = Buffer.from(content, 'base64');
  return isUtf8(bytes) ? { uri, mimeType, text: bytes.toString() } : { uri, mimeType, blob: content };
}
