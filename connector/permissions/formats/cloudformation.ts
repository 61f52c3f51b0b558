import type { PolicyDocument } from '../statements.ts';
import { bucketOf, escaped } from './json.ts';

/** A CloudFormation template in YAML. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export function cloudFormation({
  kind,
  document,
}: {
  kind: 'identity' | 'bucket';
  document: PolicyDocument;
}): string {
  const resource =
    kind === 'identity'
      ? { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document } }
      : {
          Type: 'AWS::S3::BucketPolicy',
          Properties: { Bucket: bucketOf(document), PolicyDocument: document },
        };
  return `${yaml({ Resources: { S3ConnectorPolicy: resource } }, '').trimStart()}\n`;
}

/** Every text in quotes: a date such as the version would be one otherwise. */
function yaml(value: unknown, indentation: string): string {
  if (Array.isArray(value)) {
    return value.map((item) => `\n${indentation}- ${yaml(item, `${indentation}  `).trimStart()}`).join('');
  }
  if (typeof value !== 'object' || value === null) return ` ${escaped(JSON.stringify(value))}`;
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `\n${indentation}${nameOf(name)}:${yaml(member, `${indentation}  `)}`)
    .join('');
}

const nameOf = (name: string) => (/^[A-Za-z][\w]*$/.test(name) ? name : JSON.stringify(name));
