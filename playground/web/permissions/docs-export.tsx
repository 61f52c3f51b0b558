import { useState } from 'react';
import { factsOf } from '../api/failure.ts';
import { permissionDocs } from '../api/permissions.ts';
import { saveText } from '../ui/download-button.tsx';

const FORMATS = [
  ['html', 'HTML', 'text/html'],
  ['markdown', 'Markdown', 'text/markdown'],
] as const;

/** Saves the documentation of some operations' permissions: the table, and the least policy for each. */
export function DocsExport({ operations }: { operations: readonly string[] }) {
  const [problem, setProblem] = useState('');
  const save = async ([format, , type]: (typeof FORMATS)[number]) => {
    setProblem('');
    try {
      saveText(
        await permissionDocs(format, operations),
        `permissions.${format === 'html' ? 'html' : 'md'}`,
        type,
      );
    } catch (error) {
      setProblem(factsOf(error).message);
    }
  };
  return (
    <div className="actions">
      <span className="quiet">
        Documentation of{' '}
        {operations.length === 1 ? 'this operation' : `these ${operations.length} operations`}:
      </span>
      {FORMATS.map((format) => (
        <button key={format[0]} type="button" className="small" onClick={() => void save(format)}>
          Export {format[1]}
        </button>
      ))}
      <span role="status" className="problem">
        {problem}
      </span>
    </div>
  );
}
