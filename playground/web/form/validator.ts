import { Validator, type Schema as JudgedSchema } from '@cfworker/json-schema';
import type { RJSFSchema, ValidatorType } from '@rjsf/utils';

/**
 * The form judges nothing: the runtime does, in its own words. It only asks which alternative a value belongs to, and
 * that without `eval`, which the content security policy forbids.
 */
export const validator: ValidatorType = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({}),
  isValid: (schema: RJSFSchema, value: unknown) => {
    if (value === undefined) return false;
    return new Validator(schema as JudgedSchema, '2020-12').validate(value).valid;
  },
};
