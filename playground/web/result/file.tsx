import { useState } from 'react';
import type { FileObject } from '../api/types.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { shortKey, visibleKey } from '../lib/format.ts';
import { Countdown } from './countdown.tsx';
import { Preview } from './preview.tsx';

/** A file of a result: download it, look at it, take its file object to the next step. */
export function FileCard({ file }: { file: FileObject }) {
  const { name, url, mime_type, expires } = file;
  const isHere = new URL(url).origin === location.origin;
  const [open, setOpen] = useState(isHere);
  return (
    <section className="file-card" aria-label="File">
      <p>
        <strong title={visibleKey(name)}>{shortKey(name)}</strong> <span className="quiet">{mime_type}</span>{' '}
        <Countdown expires={expires} />
      </p>
      {!isHere && (
        <p className="url">
          <code>{url}</code>
        </p>
      )}
      <p className="actions">
        <a
          className="button primary"
          href={url}
          download={name}
          target={isHere ? undefined : '_blank'}
          rel="noreferrer noopener"
        >
          {isHere ? 'Download' : 'Open ↗'}
        </a>
        {!isHere && <CopyButton text={url} label="Copy link" />}
        <CopyButton text={JSON.stringify(file)} label="Copy file object" />
        {isHere && (
          <button type="button" className="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide preview' : 'Preview'}
          </button>
        )}
      </p>
      {open && <Preview url={url} mimeType={mime_type} name={name} />}
    </section>
  );
}
