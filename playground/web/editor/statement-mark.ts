import { ensureSyntaxTree } from '@codemirror/language';
import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

interface Span {
  from: number;
  to: number;
}

const setMark = StateEffect.define<Span | undefined>();
const line = Decoration.line({ class: 'cm-marked-statement' });

/** Keeps the lines of one statement of a policy marked while the text changes. */
export const statementMark: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { changes, effects, state }) =>
    effects.reduce(
      (before, effect) => (effect.is(setMark) ? linesOf(state, effect.value) : before),
      marks.map(changes),
    ),
  provide: (field) => EditorView.decorations.from(field),
});

function linesOf({ doc }: EditorState, span: Span | undefined): DecorationSet {
  if (span === undefined) return Decoration.none;
  const [first, last] = [doc.lineAt(span.from).number, doc.lineAt(span.to).number];
  const starts = Array.from({ length: last - first + 1 }, (_, index) => doc.line(first + index).from);
  return Decoration.set(starts.map((start) => line.range(start)));
}

/** Marks a statement, by its place in the policy, and brings it into view; without a place nothing is marked. */
export function markStatement(view: EditorView, place: number | undefined): void {
  const span = place === undefined ? undefined : spanOf(view.state, place);
  const shown = span === undefined ? [] : [EditorView.scrollIntoView(span.from, { y: 'center' })];
  view.dispatch({ effects: [setMark.of(span), ...shown] });
}

const VALUES = ['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'];

/** Where a statement stands; a policy of one statement may have it without a list. */
function spanOf(state: EditorState, place: number): Span | undefined {
  const document = ensureSyntaxTree(state, state.doc.length, 500)?.topNode.getChild('Object');
  const members = document?.getChildren('Property') ?? [];
  const found = members.find(({ firstChild }) => {
    const name = firstChild && state.sliceDoc(firstChild.from, firstChild.to);
    return name === '"Statement"';
  })?.lastChild;
  if (!found) return undefined;
  if (found.name !== 'Array') return place === 0 ? found : undefined;
  return VALUES.flatMap((name) => found.getChildren(name)).toSorted((one, other) => one.from - other.from)[
    place
  ];
}
