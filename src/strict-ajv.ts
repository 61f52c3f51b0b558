import { createRequire } from 'node:module';
import type { Ajv2020, KeywordDefinition } from 'ajv/dist/2020.js';
import type formats from 'ajv-formats';

/** Keywords that say something to hosts and people and nothing to validation. */
const ANNOTATIONS = ['advanced', 'lookup', 'enumLabels', 'secret', 'messages', 'resource'];
/** Formats that tell a form how to show a text; any text has them. */
const DISPLAY_FORMATS = ['file', 'code', 'text', 'password'];

const maxBytes: KeywordDefinition = {
  keyword: 'maxBytes',
  type: 'string',
  schemaType: 'number',
  validate: function validate(limit: number, text: string, parentSchema?: object) {
    const bytes = Buffer.byteLength(text);
    if (bytes <= limit) return true;
    const problem = `is ${bytes.toLocaleString('en')} bytes long.`;
    const fix = `Use at most ${limit.toLocaleString('en')} bytes of UTF-8 (letters outside ASCII take two to four).`;
    Object.assign(validate, { errors: [{ keyword: 'maxBytes', parentSchema, params: { problem, fix } }] });
    return false;
  },
  errors: true,
};

const require = createRequire(import.meta.url);

/**
 * A strict ajv: all errors, no coercion, nothing removed, unknown keywords refused. It is loaded with the first value
 * that is checked, since it takes as long to load as the rest of the runtime.
 */
export function strictAjv(keywords: readonly KeywordDefinition[]): Ajv2020 {
  const { Ajv2020: Ajv } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    useDefaults: true,
    verbose: true,
    passContext: true,
    allowUnionTypes: true,
  });
  (require('ajv-formats') as typeof formats).default(ajv);
  ANNOTATIONS.forEach((keyword) => ajv.addKeyword({ keyword }));
  DISPLAY_FORMATS.forEach((format) => ajv.addFormat(format, true));
  [maxBytes, ...keywords].forEach((keyword) => ajv.addKeyword(keyword));
  return ajv;
}
