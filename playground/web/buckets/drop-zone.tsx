import { useState, type DragEvent, type ReactNode } from 'react';

interface DropZoneProps {
  /** Where dropped files go. */
  label: string;
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}

/** Files may be dropped anywhere on it. */
export function DropZone({ label, onFiles, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const onDragOver = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDragLeave = (event: DragEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <section
      className="bucket-view"
      aria-label="Folder"
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={onDrop}
    >
      {children}
      {over && <p className="drop-hint">Drop to upload to {label}</p>}
    </section>
  );
}
