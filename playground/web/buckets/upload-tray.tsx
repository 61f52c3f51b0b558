import { bytes, visibleKey } from '../lib/format.ts';
import { Meter } from '../ui/meter.tsx';
import type { Upload } from './use-uploads.ts';

interface UploadTrayProps {
  uploads: readonly Upload[];
  onCancel: (id: string) => void;
  onClear: () => void;
}

/** The uploads of this visit, with how far each is. */
export function UploadTray({ uploads, onCancel, onClear }: UploadTrayProps) {
  if (uploads.length === 0) return null;
  return (
    <section className="tray" aria-label="Uploads">
      <header>
        <h2>Uploads</h2>
        <button type="button" className="small" onClick={onClear}>
          Clear finished
        </button>
      </header>
      <ul>
        {uploads.map((upload) => (
          <li key={upload.id}>
            <span className="upload-name">{visibleKey(upload.key)}</span>
            <State upload={upload} />
            {upload.status === 'running' && (
              <button
                type="button"
                className="small"
                aria-label={`Cancel ${visibleKey(upload.key)}`}
                onClick={() => onCancel(upload.id)}
              >
                Cancel
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function State({ upload }: { upload: Upload }) {
  const { status, key, done, size, error } = upload;
  if (status === 'running') return <Meter label={`Upload of ${key}`} done={done} total={size} />;
  return (
    <span role="status" className={status === 'failed' ? 'problem' : 'quiet'}>
      {status === 'done' && `✓ ${bytes(size)}`}
      {status === 'cancelled' && 'cancelled'}
      {status === 'failed' && `${error?.message} ${error?.fix}`}
    </span>
  );
}
