import type { WidgetProps } from '@rjsf/utils';
import { described } from './described.ts';

/** One of several values, by their labels. */
export function SelectWidget(props: WidgetProps) {
  const { value, options, onChange, placeholder, required, multiple } = props;
  const choices = options.enumOptions ?? [];
  const at = choices.findIndex((choice) => choice.value === value);
  // A choice between alternatives has always one of them chosen.
  const mustHave = multiple === false && props.schema.default === 0;
  return (
    <select
      {...described(props)}
      aria-label={mustHave ? `Kind of ${props.label}` : props.label}
      value={at}
      onChange={({ target }) => onChange(choices[Number(target.value)]?.value as unknown)}
    >
      {!mustHave && <option value={-1}>{placeholder || (required ? 'Choose…' : '—')}</option>}
      {choices.map(({ label }, index) => (
        <option key={index} value={index}>
          {label}
        </option>
      ))}
    </select>
  );
}
