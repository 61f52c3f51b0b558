import { LookupWidget } from './lookup.tsx';
import { MomentWidget } from './moment.tsx';
import { SecretWidget } from './secret.tsx';
import { SelectWidget } from './select.tsx';
import { SwitchWidget } from './switch.tsx';
import { TextareaWidget } from './textarea.tsx';

/** The controls, by the names that `controlsOf` gives them. */
export const widgets = {
  lookup: LookupWidget,
  moment: MomentWidget,
  password: SecretWidget,
  select: SelectWidget,
  SelectWidget,
  switch: SwitchWidget,
  textarea: TextareaWidget,
};
