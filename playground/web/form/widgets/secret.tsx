import type { WidgetProps } from '@rjsf/utils';
import { described } from './described.ts';

/** A secret: masked, and nothing for password managers to keep. */
export const SecretWidget = (props: WidgetProps) => (
  <input
    {...described(props)}
    type="password"
    autoComplete="new-password"
    spellCheck={false}
    value={(props.value as string | undefined) ?? ''}
    onChange={({ target }) => props.onChange(target.value === '' ? props.options.emptyValue : target.value)}
  />
);
