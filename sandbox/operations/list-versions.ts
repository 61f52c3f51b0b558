import type { Answer, Context } from '../context.ts';
import { invalidArgument } from '../errors.ts';
import type { KeyRecord, Version } from '../store/types.ts';
import { toXml } from '../xml.ts';
import type { XmlValue } from '../xml.ts';
import { restoreStatus } from './archive.ts';
import { listEntries, listParameters, objectEntry, takePage } from './listing.ts';
import type { ListParameters } from './listing.ts';

/** One line of the listing: a version (or delete marker), or a common prefix. */
type Line = { key: string; version: Version; latest: boolean } | { commonPrefix: string };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export async function listObjectVersions(context: Context): Promise<Answer> {
  const parameters = listParameters(context);
  const keyMarker = context.query('key-marker') ?? '';
  const versionMarker = context.query('version-id-marker');
  if (versionMarker !== undefined && keyMarker === '') {
    throw invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      'version-id-marker',
      versionMarker,
    );
  }
  const { page, truncated } = takePage(
    lines(context, parameters, keyMarker, versionMarker),
    parameters.maximum,
  );
  const content = {
    Name: context.bucketName,
    Prefix: parameters.encode(parameters.prefix),
    Delimiter: parameters.delimiter === '' ? undefined : parameters.encode(parameters.delimiter),
    KeyMarker: parameters.encode(keyMarker),
    VersionIdMarker: versionMarker ?? '',
    ...(truncated ? nextMarkers(page.at(-1), parameters) : {}),
    MaxKeys: parameters.maximum,
    EncodingType: parameters.encodingType,
    IsTruncated: truncated,
    Version: page
      .filter((line) => 'version' in line && !line.version.deleteMarker)
      .map((line) => describe(context, line, parameters)),
    DeleteMarker: page
      .filter((line) => 'version' in line && line.version.deleteMarker)
      .map((line) => describe(context, line, parameters)),
    CommonPrefixes: page.flatMap((line) =>
      'commonPrefix' in line ? [{ Prefix: parameters.encode(line.commonPrefix) }] : [],
    ),
  };
  return { status: 200, body: toXml('ListVersionsResult', content) };
}

function* lines(
  context: Context,
  parameters: ListParameters,
  keyMarker: string,
  versionMarker: string | undefined,
): Generator<Line> {
  const { keys } = context.bucket;
  const marked = versionMarker === undefined ? undefined : keys.get(keyMarker);
  if (marked !== undefined) yield* olderThan(marked, versionMarker);
  for (const entry of listEntries(keys, parameters, keyMarker, () => true)) {
    if ('commonPrefix' in entry) yield entry;
    else yield* olderThan(entry.record, undefined);
  }
}

/** A key's versions, newest first, after the marked one. */
function* olderThan({ key, versions }: KeyRecord, marker: string | undefined): Generator<Line> {
  const start = marker === undefined ? 0 : versions.findIndex((version) => version.versionId === marker) + 1;
  for (const [index, version] of versions.entries()) {
    if (index >= start) yield { key, version, latest: index === 0 };
  }
}

function nextMarkers(last: Line | undefined, { encode }: ListParameters): { [name: string]: XmlValue } {
  if (last === undefined) return {};
  if ('commonPrefix' in last) return { NextKeyMarker: encode(last.commonPrefix) };
  return { NextKeyMarker: encode(last.key), NextVersionIdMarker: last.version.versionId };
}

function describe(context: Context, line: Line, { encode }: ListParameters): XmlValue {
  if ('commonPrefix' in line) return undefined;
  const { key, version, latest } = line;
  const object = version.deleteMarker
    ? { LastModified: version.lastModified }
    : { ...objectEntry(version), ...restoreStatus(context, version) };
  return {
    Key: encode(key),
    VersionId: version.versionId,
    IsLatest: latest,
    ...object,
    Owner: { ID: version.owner },
  };
}
