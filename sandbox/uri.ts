import { S3Error } from './errors.ts';

/** Decodes `%XX` as UTF-8; S3 takes no other encoding. The text holds bytes, as HTTP headers and targets do. */
export function decodeUri(text: string): string {
  try {
    return decodeURIComponent(Buffer.from(text, 'latin1').toString('utf8'));
  } catch {
    throw new S3Error('InvalidURI', { fields: { URI: text } });
  }
}

/**
 * The form Signature Version 4 signs: every byte but `A-Z a-z 0-9 - . _ ~` as upper-case `%XX`.
 * It works on the raw text, so that `%2F` and `/` stay apart; `keep` are further characters that stay as they are.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function canonicalUri(raw: string, keep = ''): string {
  return raw.replaceAll(/%[0-9a-f]{2}|[^A-Za-z0-9\-._~]/gi, (match) => {
    if (match.length === 1) return keep.includes(match) ? match : percent(match.charCodeAt(0));
    const byte = Number.parseInt(match.slice(1), 16);
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9\-._~]/.test(character) ? character : percent(byte);
  });
}

/** Percent-encodes a name as listings with `encoding-type=url` do: like a form, but slashes stay. */
export function encodeListed(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (character) => percent(character.charCodeAt(0)));
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
