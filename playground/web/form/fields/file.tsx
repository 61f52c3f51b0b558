import type { FieldProps } from '@rjsf/utils';
import { useState, type DragEvent } from 'react';
import { factsOf } from '../../api/failure.ts';
import type { FileObject } from '../../api/types.ts';
import { keepFile } from '../../api/upload.ts';
import { bytes } from '../../lib/format.ts';
import { Meter } from '../../ui/meter.tsx';

interface Transfer {
  done: number;
  total: number;
}

/** A file of this computer, which becomes a file object; another step's file object can be pasted into the JSON. */
export function FileField({ formData, onChange, fieldPathId }: FieldProps) {
  const file = formData as FileObject | undefined;
  const [transfer, setTransfer] = useState<Transfer>();
  const [failure, setFailure] = useState('');
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    setFailure('');
    const report = (done: number) => setTransfer({ done, total: chosen.size });
    report(0);
    try {
      onChange(await keepFile(chosen, { onProgress: report }), fieldPathId.path);
    } catch (error) {
      setFailure(factsOf(error).message);
    } finally {
      setTransfer(undefined);
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div className="file-field" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <input
        id={fieldPathId.$id}
        type="file"
        aria-describedby={`${fieldPathId.$id}-state`}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      <small id={`${fieldPathId.$id}-state`} role="status">
        {failure || (file ? `${file.name} · ${file.mime_type}` : 'Choose a file, or drop one here.')}
      </small>
      {transfer && <Meter label={`Uploading, ${bytes(transfer.total)}`} {...transfer} />}
    </div>
  );
}
