/** Saves a text as a file. */
export function saveText(text: string, name: string, type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

interface DownloadButtonProps {
  text: string;
  name: string;
  label?: string;
}

export const DownloadButton = ({ text, name, label = 'Download' }: DownloadButtonProps) => (
  <button type="button" className="small" onClick={() => saveText(text, name)}>
    {label}
  </button>
);
