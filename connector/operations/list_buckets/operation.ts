import { defineOperation } from '../../define.ts';
import { listBuckets } from '../../shared/bucket-list.ts';
import { isoDate } from '../../shared/dates.ts';
import { ownerOf } from '../../shared/owner.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'list_buckets',
  title: 'List Buckets',
  description:
    'Lists the buckets of the account, in all regions. A connection that is limited to buckets sees only those.',
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
  perform: async (context, { return_all, max_buckets, continuation_token, prefix }) => {
    const wanted = { return_all, page_size: max_buckets, from: continuation_token, prefix };
    const { buckets, owner, next } = await listBuckets(context, wanted);
    return {
      buckets: buckets.map(({ Name, CreationDate, BucketRegion }) => ({
        name: Name,
        creation_date: isoDate(CreationDate),
        region: BucketRegion,
      })),
      owner: ownerOf(owner),
      continuation_token: next,
    };
  },
});
