import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, indentOnInput } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { look } from './look.ts';
import { markStatement, statementMark } from './statement-mark.ts';

interface CodeEditorProps {
  /** What it is called by assistive technology. */
  label: string;
  value: string;
  /** Left out: the text can be read and copied only. */
  onChange?: (text: string) => void;
  /** Of a policy: the statement to mark, by its place from 0. A new object brings it into view again. */
  mark?: { statement: number };
}

/** The style sheet that the editor writes into the page must carry it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

/** An editor for JSON. Tab leaves it, so that the keyboard is never caught. */
export default function CodeEditor({ label, value, onChange, mark }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const listener = useRef(onChange);
  listener.current = onChange;

  useEffect(() => {
    const extensions = [
      ...common,
      ...setUp(label, onChange === undefined, (text) => listener.current?.(text)),
    ];
    const state = EditorState.create({ doc: value, extensions });
    const made = new EditorView({ state, parent: place.current ?? undefined });
    view.current = made;
    return () => made.destroy();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- made once; the next effect keeps the text in step
  }, [label]);

  useEffect(() => {
    const made = view.current;
    if (!made || made.state.doc.toString() === value) return;
    made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    if (view.current) markStatement(view.current, mark?.statement);
  }, [mark]);

  return <div className="editor" ref={place} />;
}

const common: Extension[] = [
  EditorView.cspNonce.of(nonce),
  lineNumbers(),
  foldGutter(),
  history(),
  indentOnInput(),
  bracketMatching(),
  json(),
  look,
  statementMark,
  EditorView.lineWrapping,
];

function setUp(label: string, readOnly: boolean, onText: (text: string) => void): Extension[] {
  return [
    // Ctrl-Enter runs the operation; it is not the editor's.
    keymap.of([...defaultKeymap, ...historyKeymap].filter(({ key }) => key !== 'Mod-Enter')),
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ 'aria-label': label }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onText(update.state.doc.toString());
    }),
  ];
}
