import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { fetchFile } from '../api/operations.ts';
import { bytes } from '../lib/format.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { Failed, Loading } from '../ui/states.tsx';

/** More text than anybody reads here, in bytes. */
const MOST_TEXT = 256 * 1024;
/** More than a browser should hold for a look at it, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

interface PreviewProps {
  /** A link of this page's own server. */
  url: string;
  mimeType: string;
  name: string;
}

/**
 * Shows what a file is. Nothing in it can run: pictures (SVG too) are drawn as pictures, and every kind of text, HTML
 * included, is shown as the text it is.
 */
export function Preview({ url, mimeType, name }: PreviewProps) {
  const load = useCallback((signal: AbortSignal) => fetchFile(url, MOST_BYTES, signal), [url]);
  const { data: file, error, reload } = useLoaded(load);
  if (error) return <Failed error={error} onRetry={reload} />;
  if (!file) return <Loading what="the preview" />;
  const { blob: data, size } = file;
  if (!data) return <p className="quiet">{bytes(size)}: too large to be shown here.</p>;
  const [kind] = mimeType.split('/');
  if (/^application\/pdf\b/.test(mimeType)) return <PdfPreview blob={data} />;
  if (kind === 'image')
    return (
      <WithUrl blob={data} type={mimeType}>
        {(link) => <img src={link} alt={name} />}
      </WithUrl>
    );
  if (kind === 'video')
    return (
      <WithUrl blob={data} type={mimeType}>
        {(link) => <video src={link} controls aria-label={name} />}
      </WithUrl>
    );
  if (kind === 'audio')
    return (
      <WithUrl blob={data} type={mimeType}>
        {(link) => <audio src={link} controls aria-label={name} />}
      </WithUrl>
    );
  return <TextPreview blob={data} />;
}

/** A PDF wants a viewer of its own, which browsers bring; the type is fixed here, so it cannot turn out to be a page. */
const PdfPreview = ({ blob }: { blob: Blob }) => (
  <WithUrl blob={blob} type="application/pdf">
    {(link) => (
      <a className="button" href={link} target="_blank" rel="noreferrer">
        Look at the PDF in a tab of its own ↗
      </a>
    )}
  </WithUrl>
);

/** A link to a blob, for as long as it is shown. */
function WithUrl({
  blob,
  type,
  children,
}: {
  blob: Blob;
  type: string;
  children: (url: string) => ReactNode;
}) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([blob], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob, type]);
  return <div className="preview">{url !== undefined && children(url)}</div>;
}

function TextPreview({ blob }: { blob: Blob }) {
  const load = useCallback(async () => decode(await blob.slice(0, MOST_TEXT).arrayBuffer()), [blob]);
  const { data } = useLoaded(load);
  if (data === undefined) return <Loading what="the text" />;
  if (data === null)
    return <p className="quiet">{bytes(blob.size)} of binary data: download it to look inside.</p>;
  return (
    <>
      <pre className="preview-text" tabIndex={0} aria-label="Content">
        {data || '(empty)'}
      </pre>
      {blob.size > MOST_TEXT && (
        <p className="quiet">
          The first {bytes(MOST_TEXT)} of {bytes(blob.size)}.
        </p>
      )}
    </>
  );
}

/** The text that bytes stand for; null where they stand for none. A cut may have gone through a character. */
function decode(content: ArrayBuffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content, { stream: true });
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
