import { describe, expect, it } from 'vitest';
import {
  POLICY_FORMATS,
  policy,
  printPolicy,
  type PolicyFormat,
} from '../../../connector/permissions/index.ts';

const scope = { bucket: 'media', prefix: 'a/' };
const identity = policy({
  kind: 'identity',
  calls: ['get_object', 'list_bucket_objects', 'put_object_text'].map((operation) => ({ operation, scope })),
});
const bucket = policy({
  kind: 'bucket',
  principal: '111122223333',
  calls: [{ operation: 'get_object', scope }],
});

describe('json', () => {
  it('is the document', () => {
    expect(JSON.parse(printPolicy(identity, 'json'))).toEqual(identity.document);
  });

  it('has no character that IAM does not take', () => {
    const input = { bucket_name: 'media', object_path: 'été/日本/😀' };
    const text = printPolicy(
      policy({ kind: 'identity', calls: [{ operation: 'get_object', input }] }),
      'json',
    );
    expect(text).toMatch(/^[\n -\u00ff]+$/);
    expect(text).toContain('été/\\u65e5\\u672c/\\ud83d\\ude00');
    expect(JSON.parse(text)).toMatchObject({ Statement: [{ Resource: 'arn:aws:s3:::media/été/日本/😀' }] });
  });
});

describe('terraform', () => {
  it('is a resource with the document as an expression', () => {
    expect(printPolicy(bucket, 'terraform')).toBe(`resource "aws_s3_bucket_policy" "s3_connector" {
  bucket = "media"
  policy = jsonencode({
    Version = "2012-10-17",
    Statement = [
      {
        Sid = "ReadObjects",
        Effect = "Allow",
        Principal = {
          AWS = "111122223333"
        },
        Action = "s3:GetObject",
        Resource = "arn:aws:s3:::media/a/*"
      }
    ]
  })
}
`);
    expect(printPolicy(identity, 'terraform')).toContain('"s3:prefix" = "a/*"');
  });

  it('doubles what would begin an interpolation', () => {
    const input = { bucket_name: 'media', object_path: '100%{x}*' };
    const text = printPolicy(
      policy({ kind: 'identity', calls: [{ operation: 'get_object', input }] }),
      'terraform',
    );
    expect(text).toContain('media/100%%{x}$${*}');
  });
});

describe('cloudformation', () => {
  it('is a template in YAML', () => {
    expect(printPolicy(identity, 'cloudformation')).toBe(`Resources:
  S3ConnectorPolicy:
    Type: "AWS::IAM::ManagedPolicy"
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: "ListBucketUnderPrefix"
            Effect: "Allow"
            Action: "s3:ListBucket"
            Resource: "arn:aws:s3:::media"
            Condition:
              StringLike:
                "s3:prefix": "a/*"
          - Sid: "ReadAndWriteObjects"
            Effect: "Allow"
            Action:
              - "s3:GetObject"
              - "s3:PutObject"
            Resource: "arn:aws:s3:::media/a/*"
`);
    expect(printPolicy(bucket, 'cloudformation')).toContain(
      'Type: "AWS::S3::BucketPolicy"\n    Properties:\n      Bucket: "media"',
    );
  });
});

describe('cdk', () => {
  it('is TypeScript for a stack', () => {
    expect(printPolicy(identity, 'cdk')).toContain(
      "new iam.ManagedPolicy(this, 'S3ConnectorPolicy', {\n  document: iam.PolicyDocument.fromJson({\n",
    );
    const document = /policyDocument: (\{.*\}),\n\}\);\n$/s.exec(printPolicy(bucket, 'cdk'))?.[1];
    expect(JSON.parse(document ?? '')).toEqual(bucket.document);
  });
});

it.each(POLICY_FORMATS)('%s ends with a line break, and has every action', (format: PolicyFormat) => {
  const text = printPolicy(identity, format);
  expect(text.endsWith('\n')).toBe(true);
  for (const action of ['s3:GetObject', 's3:ListBucket', 's3:PutObject']) expect(text).toContain(action);
});
