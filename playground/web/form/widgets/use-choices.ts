import { useEffect, useRef, useState } from 'react';
import { factsOf } from '../../api/failure.ts';
import type { Choice } from '../../api/types.ts';
import type { FormContext } from '../context.ts';

/** Nobody types a letter more slowly than this and still goes on, in milliseconds. */
const PAUSE = 150;
/** More suggestions than anybody reads. */
const MOST = 100;

interface Choices {
  choices: Choice[];
  loading: boolean;
  /** Why there are none. */
  failed?: string;
}

const NONE: Choices = { choices: [], loading: false };

/** The suggestions for a field while its list is open: those that the lookup gives, narrowed to what is typed. */
export function useChoices(context: FormContext, member: string, text = '', open: boolean): Choices {
  const [state, setState] = useState(NONE);
  const [entered, setEntered] = useState(text);
  const latest = useRef(context);
  latest.current = context;
  useEffect(() => {
    if (open) setEntered(text);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what was there when the list was opened
  }, [open]);
  useEffect(() => {
    if (!open) return;
    const controller = new AbortController();
    setState(({ choices }) => ({ choices, loading: true }));
    const timer = setTimeout(() => {
      const { choicesOf, input } = latest.current;
      choicesOf(member, input, controller.signal).then(
        (choices) => setState({ choices, loading: false }),
        (error: unknown) => {
          if (!controller.signal.aborted) setState({ ...NONE, failed: factsOf(error).message });
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [open, member, text]);
  return { ...state, choices: narrowed(state.choices, text === entered ? '' : text) };
}

/** A field that has just been entered offers everything; then what is typed counts. */
function narrowed(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = typed.toLowerCase();
  const isWanted = ({ text, value }: Choice) => `${text}\n${value}`.toLowerCase().includes(wanted);
  return choices.filter(isWanted).slice(0, MOST);
}
