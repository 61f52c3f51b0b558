import { Suspense, lazy, useState } from 'react';
import type { Values } from '../api/types.ts';
import { Loading } from '../ui/states.tsx';

const CodeEditor = lazy(() => import('./code-editor.tsx'));

interface JsonEditorProps {
  label: string;
  value: Values;
  onChange: (value: Values) => void;
}

/** An input as JSON, in step with the form; while it is not JSON, the last one that was stays. */
export function JsonEditor({ label, value, onChange }: JsonEditorProps) {
  const [text, setText] = useState(() => pretty(value));
  const [known, setKnown] = useState(value);
  const [problem, setProblem] = useState('');
  if (value !== known) {
    setKnown(value);
    setText(pretty(value));
    setProblem('');
  }
  const write = (next: string) => {
    setText(next);
    const read = parse(next);
    setProblem(typeof read === 'string' ? read : '');
    if (typeof read === 'string') return;
    setKnown(read);
    onChange(read);
  };
  return (
    <Suspense fallback={<Loading what="the editor" />}>
      <CodeEditor label={label} value={text} onChange={write} />
      <p className="problem" role="status">
        {problem}
      </p>
    </Suspense>
  );
}

export const pretty = (value: unknown) => JSON.stringify(value, null, 2);

/** The object that a text stands for, or why it stands for none. */
function parse(text: string): Values | string {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Values) : 'An input is an object: {"name": value}.';
  } catch (error) {
    return `This is not JSON yet: ${(error as Error).message}`;
  }
}
