/** What most file systems allow in one name, in bytes. */
const LONGEST_NAME = 255;

/** Separators, control characters, and what Windows and shells read as something else. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f<>:"|?*]/g;

/**
 * A display name as the last segment of a path or a URL: never empty, never `.` or `..`, without separators and
 * control characters, no longer than 255 bytes, its extension kept.
 */
export function safeFileName(name: string): string {
  // Half of a surrogate pair has no UTF-8 form; going through bytes replaces it.
  const text = Buffer.from(name).toString();
  const lastSegment = text.split(/[/\\]/).findLast((segment) => segment !== '') ?? '';
  const plain = lastSegment.replace(UNSAFE, '_').replace(/[. ]+$/, '');
  return plain === '' ? 'file' : shorten(plain);
}

/** Splits "report.tar" into "report" and ".tar"; a name that only has a leading dot has no extension. */
export function splitExtension(name: string): [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}

/** Cuts the stem between characters until the whole fits, leaving room for a number such as "-12". */
function shorten(name: string): string {
  const [stem, extension] = splitExtension(name);
  const room = LONGEST_NAME - 8;
  if (Buffer.byteLength(name) <= room) return name;
  const kept = Buffer.byteLength(extension) <= 32 ? extension : '';
  const characters = [...stem];
  while (Buffer.byteLength(characters.join('') + kept) > room) characters.pop();
  return characters.join('') + kept;
}
