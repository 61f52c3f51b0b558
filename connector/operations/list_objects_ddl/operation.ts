import { defineOperation } from '../../define.ts';
import { listObjects } from '../../shared/object-list.ts';
import contract from './contract.gen.ts';

/** More is no help in a dropdown. */
const MOST_CHOICES = 100;
const KEYS_SEARCHED = 10_000;

export default defineOperation(contract, {
  name: 'list_objects_ddl',
  title: 'List Objects (Lookup)',
  description: 'Lists up to 100 keys under a prefix, or those that contain a word, for a dropdown.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html',
  effect: 'read',
  idempotent: true,
  permissions: [{ action: 's3:ListBucket', resource: 'bucket', at: { prefix: 'prefix' } }],
  perform: async ({ client }, { search = '', ...input }) => {
    const limit = search === '' ? MOST_CHOICES : KEYS_SEARCHED;
    const { objects } = await listObjects(client, { ...input, limit, return_all: false, max_keys: 1000 });
    const word = search.toLowerCase();
    const keys = objects.map(({ Key }) => Key).filter((key) => key?.toLowerCase().includes(word));
    return { result: keys.slice(0, MOST_CHOICES).map((key) => ({ text: key, value: key })) };
  },
});
