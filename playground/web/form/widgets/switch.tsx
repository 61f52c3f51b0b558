import type { WidgetProps } from '@rjsf/utils';
import { described } from './described.ts';

/** Yes or no; where the schema names no default, left out is a third answer. */
export function SwitchWidget(props: WidgetProps) {
  const { value, options, onChange } = props;
  const usual = options.default as boolean | undefined;
  if (usual === undefined) {
    return (
      <select
        {...described(props)}
        value={value === undefined ? '' : String(value)}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value === 'true')}
      >
        <option value="">—</option>
        <option value="true">Yes</option>
        <option value="false">No</option>
      </select>
    );
  }
  return (
    <input
      {...described(props)}
      type="checkbox"
      role="switch"
      checked={(value as boolean | undefined) ?? usual}
      onChange={({ target }) => onChange(target.checked === usual ? undefined : target.checked)}
    />
  );
}
