import type { Choice, Values } from '../api/types.ts';

/** What the form's fields may ask for. */
export interface FormContext {
  /** The choices for a field, by its path, with the form as it is filled in. */
  choicesOf: (member: string, input: Values, signal: AbortSignal) => Promise<Choice[]>;
  input: Values;
}
