import { ariaDescribedByIds, type WidgetProps } from '@rjsf/utils';

/** What every control of a field tells of itself to assistive technology. */
export const described = ({ id, label, required, rawErrors }: WidgetProps) => ({
  id,
  // Items of lists show no label of their own.
  'aria-label': label,
  'aria-describedby': ariaDescribedByIds(id),
  'aria-required': required === true ? true : undefined,
  'aria-invalid': rawErrors !== undefined && rawErrors.length > 0 ? true : undefined,
});
