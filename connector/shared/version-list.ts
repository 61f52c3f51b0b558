import type { S3 } from '../client.ts';
import type { RequestOf, ResponseOf } from '../commands.ts';
import { decodeListed } from './keys.ts';
import { pagesOf } from './pages.ts';

interface VersionListInput {
  bucket_name: string;
  prefix?: string;
  delimiter?: string;
  key_marker?: string;
  version_id_marker?: string;
  max_keys: number;
  return_all: boolean;
  limit?: number;
  expected_bucket_owner?: string;
  request_payer?: 'requester';
}

/** The last version of a page. Behind a folder there is no version: the folder as a whole has been listed. */
interface Marker {
  key: string;
  version: string | undefined;
}

/** Lists versions, delete markers and folders, their names decoded, and says where the list goes on. */
export async function listVersions(client: Pick<S3, 'send'>, input: VersionListInput) {
  const { key_marker: key, version_id_marker: version } = input;
  const from = key === undefined ? undefined : { key, version };
  const request = listRequest(input);
  const { pages, next } = await pagesOf<Marker, ReturnType<typeof pageOf>>(
    { ...input, page_size: input.max_keys, from },
    async (MaxKeys, marker) => {
      const markers = { KeyMarker: marker?.key, VersionIdMarker: marker?.version };
      return pageOf(await client.send('ListObjectVersions', { ...request, ...markers, MaxKeys }));
    },
  );
  return {
    versions: pages.flatMap(({ versions }) => versions),
    markers: pages.flatMap(({ markers }) => markers),
    folders: pages.flatMap(({ folders }) => folders),
    next,
  };
}

const listRequest = (input: VersionListInput): RequestOf<'ListObjectVersions'> => ({
  Bucket: input.bucket_name,
  Prefix: input.prefix,
  Delimiter: input.delimiter,
  EncodingType: 'url',
  ExpectedBucketOwner: input.expected_bucket_owner,
  RequestPayer: input.request_payer,
});

function pageOf(page: ResponseOf<'ListObjectVersions'>) {
  const { Versions = [], DeleteMarkers = [], CommonPrefixes = [], NextKeyMarker, NextVersionIdMarker } = page;
  const decode = <Name extends string | undefined>(name: Name) => decodeListed(name, page.EncodingType);
  const last = [Versions.at(-1)?.Key, DeleteMarkers.at(-1)?.Key, CommonPrefixes.at(-1)?.Prefix];
  // Ceph encodes the names of the page and not the marker, which is the last of these names.
  const isPlain = !last.includes(NextKeyMarker) && last.some((name) => decode(name) === NextKeyMarker);
  const named = <Item extends { Key?: string | undefined }>(item: Item) => ({
    ...item,
    Key: decode(item.Key),
  });
  return {
    versions: Versions.map(named),
    markers: DeleteMarkers.map(named),
    folders: CommonPrefixes.map(({ Prefix }) => decode(Prefix as string)),
    entries: Versions.length + DeleteMarkers.length + CommonPrefixes.length,
    is_truncated: page.IsTruncated === true,
    next:
      NextKeyMarker === undefined
        ? undefined
        : { key: isPlain ? NextKeyMarker : decode(NextKeyMarker), version: NextVersionIdMarker },
  };
}
