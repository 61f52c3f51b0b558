import { parsePolicy } from '../../src/permissions/index.ts';
import type { NamedPolicy } from '../../src/permissions/index.ts';
import { DEFAULT_ACCOUNT_ID } from '../auth/identity.ts';
import type { SandboxKmsKey } from '../iam/options.ts';

/** A key, by whose policy objects can be written and read. */
export interface KmsKey {
  arn: string;
  account: string;
  /** Undefined for a key that AWS manages: it serves everybody of its account, through S3. */
  policy?: NamedPolicy;
  enabled: boolean;
}

/** The KMS keys of a sandbox. */
export class KmsKeys {
  /** By ARN, the ARNs of aliases included; undefined when every name is that of a key. */
  readonly #keys: ReadonlyMap<string, KmsKey> | undefined;

  /** @throws ConnectorError `policy_invalid` */
  constructor(keys: readonly SandboxKmsKey[] | undefined, region: string) {
    this.#keys = keys && new Map(keys.flatMap((key) => namedKey(key, region)));
  }

  /** @param arn of the key or of an alias */
  find(arn: string): KmsKey | undefined {
    const account = arn.split(':')[4] ?? '';
    if (arn.endsWith(':alias/aws/s3')) return { arn, account, enabled: true };
    if (this.#keys !== undefined) return this.#keys.get(arn);
    return { arn, account, policy: defaultPolicy(account, DEFAULT_ACCOUNT_ID), enabled: true };
  }
}

function namedKey(key: SandboxKmsKey, sandboxRegion: string): [arn: string, key: KmsKey][] {
  const { id, region = sandboxRegion, account = DEFAULT_ACCOUNT_ID, aliases = [] } = key;
  const prefix = `arn:aws:kms:${region}:${account}:`;
  const found: KmsKey = {
    arn: `${prefix}key/${id}`,
    account,
    policy: key.policy === undefined ? defaultPolicy(account) : keyPolicy(key.policy),
    enabled: key.enabled ?? true,
  };
  return [found.arn, ...aliases.map((alias) => `${prefix}alias/${alias}`)].map((arn) => [arn, found]);
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html: identity policies of the account decide. */
function defaultPolicy(...accounts: string[]): NamedPolicy {
  const AWS = accounts.map((account) => `arn:aws:iam::${account}:root`);
  return keyPolicy({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' }],
  });
}

function keyPolicy(document: string | object): NamedPolicy {
  return { name: 'key policy', policy: parsePolicy(document, 'resource') };
}
