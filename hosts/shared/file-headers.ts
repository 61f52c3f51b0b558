/** RFC 9110, 8.3.1: a type and a subtype, then parameters; all of it printable ASCII. */
const MIME_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?$/;

export const ANY_TYPE = 'application/octet-stream';

export const isMimeType = (text: string): boolean => MIME_TYPE.test(text);

/** The headers by which a host serves a stored file, beside how long it is and what it is called. */
export const fileHeaders = ({ mime_type }: { mime_type: string }): Record<string, string> => ({
  'Content-Type': isMimeType(mime_type) ? mime_type : ANY_TYPE,
  // Even if a browser shows it: no script, no forms, no origin.
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cache-Control': 'private, no-store',
});
