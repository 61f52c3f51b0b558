import { ariaDescribedByIds, type WidgetProps } from '@rjsf/utils';

/** What every control of a field tells of itself to assistive technology. */
export const described = ({ id, required, rawErrors }: WidgetProps) => ({
  id,
  'aria-describedby': ariaDescribedByIds(id),
  'aria-required': required === true ? true : undefined,
  'aria-invalid': rawErrors !== undefined && rawErrors.length > 0 ? true : undefined,
});
