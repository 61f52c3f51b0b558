import { ConnectorError, type Context } from '../../../src/index.ts';
import type { S3 } from '../../client.ts';
import { arnOf } from '../../permissions/resources.ts';
import { accessOf, codeOf, placeOf, unknownAccess, type Access, type AccessInput } from './access.ts';

/** The same as `accessOf`, and what could not be found out for want of a permission. */
export interface TestedAccess extends Access {
  missing: { action: string; resource: string }[];
}

/** Finds out what is allowed; where IAM's simulator does not answer, it is unknown, and no failure. */
export async function testAccess(context: Context<S3>, input: AccessInput): Promise<TestedAccess> {
  try {
    return { ...(await accessOf(context, input)), missing: [] };
  } catch (error) {
    context.signal.throwIfAborted();
    // What the connector itself refuses is wrong with the input.
    if (input.method !== 'simulator' || ConnectorError.is(error)) throw error;
    const code = codeOf(error);
    const access = await unknownAccess(context, input, noteOn(code));
    const principal = { resource: 'principal', parts: { arn: input.principal ?? '' } };
    const missing = {
      action: 'iam:SimulatePrincipalPolicy',
      resource: arnOf(principal, placeOf(context.client)),
    };
    return { ...access, missing: code === 'AccessDenied' ? [missing] : [] };
  }
}

const noteOn = (code: string): string =>
  code.startsWith('NoSuchEntity')
    ? 'IAM finds no such role: a session does not tell the path of its role. Give the role\'s ARN as "principal".'
    : `IAM's simulator does not tell which operations work (${code}): choose the method "policies" or "probes".`;
