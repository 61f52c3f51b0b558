import type { Answer, Context } from '../context.ts';
import { abortHeaders } from '../lifecycle/due.ts';
import type { UploadRecord } from '../store/types.ts';
import { compareKeys } from '../store/key-index.ts';
import { toXml } from '../xml.ts';
import type { XmlValue } from '../xml.ts';
import { listParameters, pageSize, takePage } from './listing.ts';
import type { ListParameters } from './listing.ts';
import { findUpload } from './multipart.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export async function listParts(context: Context): Promise<Answer> {
  const upload = findUpload(context);
  const marker = Number(context.query('part-number-marker') ?? '0');
  const maximum = pageSize(context, 'max-parts');
  const { page, truncated } = takePage(
    upload.parts.filter((part) => part.number > marker),
    maximum,
  );
  const content = {
    Bucket: context.bucketName,
    Key: context.key,
    UploadId: upload.uploadId,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: maximum,
    IsTruncated: truncated,
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: part.lastModified,
      ETag: `"${part.etag}"`,
      Size: part.size,
      [`Checksum${upload.checksumAlgorithm}`]: part.checksum,
    })),
    ...describe(upload),
  };
  const headers = abortHeaders(context.bucket.record, upload);
  return { status: 200, headers, body: toXml('ListPartsResult', content) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export async function listMultipartUploads(context: Context): Promise<Answer> {
  const parameters = listParameters(context, 'max-uploads');
  const keyMarker = context.query('key-marker') ?? '';
  const uploadMarker = context.query('upload-id-marker') ?? '';
  const { page, truncated } = takePage(
    lines(context, parameters, keyMarker, uploadMarker),
    parameters.maximum,
  );
  const last = page.at(-1);
  const content = {
    Bucket: context.bucketName,
    KeyMarker: parameters.encode(keyMarker),
    UploadIdMarker: uploadMarker,
    ...(truncated && last !== undefined
      ? {
          NextKeyMarker: parameters.encode(nameOf(last)),
          NextUploadIdMarker: 'upload' in last ? last.upload.uploadId : '',
        }
      : {}),
    Prefix: parameters.encode(parameters.prefix),
    Delimiter: parameters.delimiter === '' ? undefined : parameters.encode(parameters.delimiter),
    MaxUploads: parameters.maximum,
    EncodingType: parameters.encodingType,
    IsTruncated: truncated,
    Upload: page.flatMap((line) => ('upload' in line ? [uploadEntry(line.upload, parameters)] : [])),
    CommonPrefixes: page.flatMap((line) =>
      'commonPrefix' in line ? [{ Prefix: parameters.encode(line.commonPrefix) }] : [],
    ),
  };
  return { status: 200, body: toXml('ListMultipartUploadsResult', content) };
}

type Line = { upload: UploadRecord } | { commonPrefix: string };

/** Uploads by key, those of one key by age; keys with the delimiter behind the prefix are one line. */
function* lines(
  context: Context,
  { prefix, delimiter }: ListParameters,
  keyMarker: string,
  uploadMarker: string,
): Generator<Line> {
  let previous: string | undefined;
  for (const upload of sorted(context)) {
    if (!upload.key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : upload.key.indexOf(delimiter, prefix.length);
    const commonPrefix = end === -1 ? undefined : upload.key.slice(0, end + delimiter.length);
    if (!isAfter(context, commonPrefix ?? upload.key, upload, keyMarker, uploadMarker)) continue;
    if (commonPrefix === undefined) yield { upload };
    else if (commonPrefix !== previous) yield { commonPrefix };
    previous = commonPrefix;
  }
}

function isAfter(
  context: Context,
  name: string,
  upload: UploadRecord,
  keyMarker: string,
  uploadMarker: string,
): boolean {
  const order = keyMarker === '' ? 1 : compareKeys(name, keyMarker);
  if (order !== 0 || uploadMarker === '') return order > 0;
  const ids = sorted(context)
    .filter(({ key }) => key === keyMarker)
    .map(({ uploadId }) => uploadId);
  return ids.indexOf(upload.uploadId) > ids.indexOf(uploadMarker);
}

function sorted({ bucket }: Context): UploadRecord[] {
  return [...bucket.uploads.values()].sort(
    (first, second) => compareKeys(first.key, second.key) || compareKeys(first.initiated, second.initiated),
  );
}

function nameOf(line: Line): string {
  return 'upload' in line ? line.upload.key : line.commonPrefix;
}

function uploadEntry(upload: UploadRecord, { encode }: ListParameters): XmlValue {
  return {
    Key: encode(upload.key),
    UploadId: upload.uploadId,
    Initiated: upload.initiated,
    ...describe(upload),
  };
}

function describe(upload: UploadRecord): { [name: string]: XmlValue } {
  return {
    Initiator: { ID: upload.owner },
    Owner: { ID: upload.owner },
    StorageClass: upload.attributes.storageClass,
    ChecksumAlgorithm: upload.checksumAlgorithm,
    ChecksumType: upload.checksumType,
  };
}
