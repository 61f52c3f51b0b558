import type { WidgetProps } from '@rjsf/utils';
import { described } from './described.ts';

/** A moment, chosen in this place's time and sent in UTC. */
export const MomentWidget = (props: WidgetProps) => (
  <input
    {...described(props)}
    type="datetime-local"
    step={1}
    value={localTime(props.value as string | undefined)}
    onChange={({ target }) =>
      props.onChange(target.value === '' ? undefined : new Date(target.value).toISOString())
    }
  />
);

/** An instant as the control wants it: this place's time, without its zone. */
function localTime(text: string | undefined): string {
  const date = new Date(text ?? '');
  if (Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
