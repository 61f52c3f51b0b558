import { getInputProps, type BaseInputTemplateProps } from '@rjsf/utils';
import { described } from '../widgets/described.ts';

/** A line of text, or a number. */
export function InputTemplate(props: BaseInputTemplateProps) {
  const { schema, type, options, value, onChange, onChangeOverride, placeholder } = props;
  const { step, type: kind } = getInputProps(schema, type, options);
  return (
    <input
      {...described(props)}
      type={kind}
      step={step}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      value={(value as string | number | undefined) ?? ''}
      onChange={
        onChangeOverride ??
        (({ target }) => onChange(target.value === '' ? options.emptyValue : target.value))
      }
    />
  );
}
