import type { PolicyDocument } from '../statements.ts';
import { bucketOf, indented, json } from './json.ts';

/** TypeScript for the CDK, for the constructor of a stack. https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam.PolicyDocument.html */
export function cdk({ kind, document }: { kind: 'identity' | 'bucket'; document: PolicyDocument }): string {
  return kind === 'identity'
    ? [
        "import { aws_iam as iam } from 'aws-cdk-lib';",
        '',
        "new iam.ManagedPolicy(this, 'S3ConnectorPolicy', {",
        `  document: iam.PolicyDocument.fromJson(${indented(json(document), 2)}),`,
        '});',
        '',
      ].join('\n')
    : [
        "import { aws_s3 as s3 } from 'aws-cdk-lib';",
        '',
        "new s3.CfnBucketPolicy(this, 'S3ConnectorBucketPolicy', {",
        `  bucket: ${JSON.stringify(bucketOf(document))},`,
        `  policyDocument: ${indented(json(document), 2)},`,
        '});',
        '',
      ].join('\n');
}
