import { fail } from '../catalogue.ts';
import type { Operation } from '../define.ts';
import { invalid } from '../problems.ts';
import type { Host } from '../runtime.ts';
import type { JsonSchema } from '../schema.ts';
import type { Auth, Connection, Service } from '../service.ts';
import type { Validator } from '../validator.ts';

/**
 * Stage 1. Checks the connection's form and what a form cannot say (pasted blanks, placeholders, swapped keys).
 * Makes no network call: credentials that must be fetched are fetched in stage 5.
 */
export function resolveAuth(
  operation: Pick<Operation, 'local'>,
  given: unknown,
  service: Service<unknown>,
  host: Host,
): Auth {
  if (given === undefined && operation.local) return { connection: {} };
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const fix = 'Give a connection: at least an access key and a secret key.';
    throw invalid('connection_invalid', [{ field: '', message: 'there is none.', fix }]);
  }
  const connection: Connection & { type?: unknown } = { type: service.defaultAuthType, ...given };
  const problems = host.validator.check(variantOf(service.auth, connection.type, host.validator))(connection);
  const found = problems.length > 0 ? problems : service.inspectConnection(connection);
  if (found.length > 0) throw invalid('connection_invalid', found);
  if (connection.type === 'ambient' && !host.allowAmbientCredentials)
    throw fail('ambient_credentials_refused');
  return { connection };
}

/** The alternative of the connection form whose `type` is the given one. */
function variantOf(form: JsonSchema, type: unknown, validator: Validator): JsonSchema {
  const variants = validator.inline(form).oneOf as { properties: { type: { const: string } } }[];
  const variant = variants.find((candidate) => candidate.properties.type.const === type);
  if (variant) return variant;
  const types = variants.map((candidate) => candidate.properties.type.const).join(', ');
  const message = `its "type" is ${JSON.stringify(type)}.`;
  throw invalid('connection_invalid', [{ field: 'type', message, fix: `Choose one of ${types}.` }]);
}
