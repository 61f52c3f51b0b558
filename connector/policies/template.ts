import type { PolicyDocument, PolicyStatement } from '../permissions/statements.ts';

/** What a template makes. */
export interface MadePolicy {
  /** The policy to attach, to what `attach` says. */
  document: PolicyDocument;
  /** What must be set beside it for it to take effect, in S3's own words. */
  settings?: Readonly<Record<string, unknown>>;
  /** For the other side: what the user or role of another account needs in an identity policy. */
  identity_document?: PolicyDocument;
}

/** A policy for a common situation, with what to know about it. */
export interface PolicyTemplate<Parameters extends object = never> {
  name: string;
  title: string;
  attach: 'bucket' | 'identity';
  explanation: string;
  /** AWS's page on it. */
  documentation: string;
  /** The parameters, in words. */
  parameters: Readonly<Record<keyof Parameters & string, string>>;
  /** Values that make an example. */
  example: Parameters;
  make(parameters: Parameters): MadePolicy;
}

/** Where a template's policy is for. */
export interface Target {
  bucket: string;
  /** `aws` when left out. */
  partition?: string;
}

export const TARGET_WORDS = {
  bucket: 'the bucket',
  partition: 'aws, aws-cn or aws-us-gov; aws when left out',
} as const;

/** The bucket's ARN, or that of what is in it. */
export const arnIn = ({ bucket, partition = 'aws' }: Target, keys?: string): string =>
  `arn:${partition}:s3:::${bucket}${keys === undefined ? '' : `/${keys}`}`;

export const policyOf = (...Statement: PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
