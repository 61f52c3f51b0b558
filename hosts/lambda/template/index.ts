import type { Connector } from '../../../connector/index.ts';
import { resourcesOf } from './resources.ts';
import { stagingPolicy } from './staging-policy.ts';
import { toYaml } from './yaml.ts';

/** What a function is deployed for. */
export interface Deployment {
  operations: readonly string[];
  /** What inputs may use beyond plain calls, as `s3c policy --include` has it. */
  include?: readonly string[] | 'all';
  /** Not needed only where no operation works in a bucket. */
  bucket?: string;
  prefix?: string;
  /** Where files go that operations give. */
  staging?: { bucket: string; prefix?: string };
  /** Takes messages from a FIFO queue: in order, group by group. */
  fifo?: boolean;
  /** When Lambda ends an invocation. Default: 60. */
  timeoutSeconds?: number;
  /** Default: `aws`. */
  partition?: string;
}

export interface SamTemplate {
  /** The template as data. */
  template: object;
  /** The template as the YAML that `sam deploy` takes. */
  text: string;
  /** What some inputs, or some data, need and the role may not do. */
  left_out: readonly { operation: string; action: string }[];
  /** What to know before deploying it. */
  notes: readonly string[];
}

type Permissions = Pick<Connector, 'permissions' | 'operations'>;

/**
 * A template for AWS SAM: the function, a queue that feeds it, and a role that may do what the operations need and
 * nothing else, by the connector's own policy generator.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 * @throws ConnectorError what `permissions.policy` throws: `operation_unknown`, `policy_scope_missing` ...
 */
export function samTemplate({ permissions, operations }: Permissions, deployment: Deployment): SamTemplate {
  const { bucket, prefix, include, partition, staging } = deployment;
  const scope = { bucket, prefix, include };
  const calls = deployment.operations.map((operation) => ({ operation, scope }));
  const { document, left_out, notes } = permissions.policy({ calls, kind: 'identity', partition });
  const known = Object.values(operations);
  const readOnly = deployment.operations.every((name) =>
    known.some((operation) => operation.name === name && operation.effect === 'read'),
  );
  const policies = [
    ...(document.Statement.length > 0 ? [document] : []),
    ...(staging ? [stagingPolicy(staging, partition)] : []),
  ];
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Transform: 'AWS::Serverless-2016-10-31',
    Description: 'Operations on Amazon S3, by direct invocation and from a queue.',
    ...resourcesOf({ ...deployment, policies, variables: variablesOf(deployment, readOnly) }),
  };
  return { template, text: toYaml(template), left_out, notes };
}

/** The limits of the role once more, for the handler: it refuses by name what S3 would only deny. */
const variablesOf = ({ bucket, prefix, staging }: Deployment, readOnly: boolean) => ({
  ...(readOnly && { S3C_READ_ONLY: 'true' }),
  ...(bucket !== undefined && { S3C_BUCKETS: JSON.stringify([bucket]) }),
  ...(prefix !== undefined && { S3C_PREFIXES: JSON.stringify([prefix]) }),
  ...(staging && { S3C_STAGING_BUCKET: staging.bucket }),
  ...(staging?.prefix !== undefined && { S3C_STAGING_PREFIX: staging.prefix }),
});
