/** Saves a text as a file. */
export function DownloadButton({
  text,
  name,
  label = 'Download',
}: {
  text: string;
  name: string;
  label?: string;
}) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: name });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <button type="button" className="small" onClick={save}>
      {label}
    </button>
  );
}
