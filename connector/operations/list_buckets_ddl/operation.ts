import { defineOperation } from '../../define.ts';
import { LARGEST_BUCKET_PAGE, listBuckets } from '../../shared/bucket-list.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'list_buckets_ddl',
  title: 'List Buckets (Lookup)',
  description:
    'Lists the names of all buckets, for a dropdown. A connection that is limited to buckets gives those, without a call.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html',
  effect: 'read',
  idempotent: true,
  permissions: [
    {
      action: 's3:ListAllMyBuckets',
      resource: '*',
      because: 'it is on no bucket: only an IAM policy can grant it, not a bucket policy',
    },
  ],
  perform: async (context) => {
    const all = { return_all: true, page_size: LARGEST_BUCKET_PAGE, from: undefined };
    const names = context.limits.buckets ?? (await listBuckets(context, all)).buckets.map(({ Name }) => Name);
    return { result: names.map((name) => ({ text: name, value: name })) };
  },
});
