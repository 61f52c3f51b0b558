import common from '../../schemas/common.schema.json' with { type: 'json' };
import file from '../../schemas/file.schema.json' with { type: 'json' };
import { createValidator, type JsonSchema, type Operation } from '../../src/index.ts';
import { keywords } from '../keywords.ts';

/** Schemas that those of operations refer to. */
export const sharedSchemas: readonly JsonSchema[] = [common, file];

/** What permissions are read with where there is no connector. */
export const validator = createValidator(sharedSchemas, keywords);

/** The rows of an operation; none where it needs no permission. */
export const rowsOf = ({ permissions }: Operation) => (permissions === 'none' ? [] : permissions);
