import type { WidgetProps } from '@rjsf/utils';
import { described } from './described.ts';

/** A text of several lines. */
export const TextareaWidget = (props: WidgetProps) => (
  <textarea
    {...described(props)}
    rows={6}
    spellCheck={false}
    value={(props.value as string | undefined) ?? ''}
    onChange={({ target }) => props.onChange(target.value === '' ? props.options.emptyValue : target.value)}
  />
);
