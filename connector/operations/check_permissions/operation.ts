import { defineOperation } from '../../define.ts';
import { accessOf } from '../../shared/access/access.ts';
import { identityOf } from '../../shared/access/identity.ts';
import { allProbePermissions, simulatorPermission } from '../../shared/access/rows.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'check_permissions',
  title: 'Check Permissions',
  description:
    "Tells which operations are allowed, and what is missing: by policies, by IAM's simulator, or by trying what only reads. It never writes.",
  documentation: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html',
  effect: 'read',
  idempotent: true,
  permissions: [simulatorPermission, ...allProbePermissions],
  errors: {
    access_denied: {
      message: 'AWS refused to tell: the caller may not ask this.',
      fix: 'Have iam:SimulatePrincipalPolicy allowed as the details show, or choose the method "policies" or "probes".',
    },
    method_not_allowed: {
      message: 'The server has no STS or no IAM that could be asked.',
      fix: 'Choose the method "policies" or "probes", or say in the connection where they are (sts_endpoint, iam_endpoint).',
    },
    anonymous_cannot_sign: {
      message: 'The connection is anonymous: there is no user or role to simulate.',
      fix: 'Use a connection with credentials, or choose the method "policies" or "probes".',
    },
  },
  perform: async (context, input) => {
    const { method } = input;
    const caller =
      method === 'simulator' && input.principal === undefined ? await identityOf(context) : undefined;
    const principal = input.principal ?? caller?.arn;
    const { judgements, notes } = await accessOf(context, { ...input, principal });
    return { source: method, principal, operations: judgements, notes };
  },
});
