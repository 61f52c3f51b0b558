import { sendSigned } from '../../../fixtures/raw-s3.ts';
import type { OutsideServer } from '../../../fixtures/outside-server.ts';

interface Account {
  keys: readonly { access_key: string; secret_key: string }[];
}

/** What only the gateway's own API can do: https://docs.ceph.com/en/pacific/radosgw/adminops/ */
export function administrate({ endpoint = '', ...connection }: OutsideServer['connection']) {
  const server = { ...connection, port: Number(new URL(endpoint).port) };
  const ask = async <Answer>(method: string, path: string, query: Record<string, string>) => {
    const target = `/admin/${path}?${new URLSearchParams(query)}`;
    const { status, text } = await sendSigned(server, { method, target });
    if (status >= 300) throw new Error(`${method} ${target}: ${status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  };
  return {
    /** Makes a user, unless it is there, who may do what every user may: make buckets, and list them. */
    addUser: async (uid: string) => {
      const users = await ask<string[]>('GET', 'metadata/user', {});
      const { keys } = users.includes(uid)
        ? await ask<Account>('GET', 'user', { uid })
        : await ask<Account>('PUT', 'user', { uid, 'display-name': uid });
      const { access_key = '', secret_key = '' } = keys[0] ?? {};
      return { access_key, secret_key };
    },
    /** Removes the buckets that a user has made. */
    removeBuckets: async (uid: string) => {
      for (const bucket of await ask<string[]>('GET', 'bucket', { uid }))
        await ask('DELETE', 'bucket', { bucket, 'purge-objects': 'true' });
    },
  };
}
