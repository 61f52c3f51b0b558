import { arnIn, policyOf, TARGET_WORDS, type PolicyTemplate, type Target } from './template.ts';

/** Nothing travels in clear. */
export const tlsOnly: PolicyTemplate<Target> = {
  name: 'tls_only',
  title: 'TLS only',
  attach: 'bucket',
  explanation: 'Refuses every request by plain http, whoever makes it. It allows nothing by itself.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  parameters: TARGET_WORDS,
  example: { bucket: 'media' },
  make: (target) => ({
    document: policyOf({
      Sid: 'DenyPlainHttp',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arnIn(target), arnIn(target, '*')],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  }),
};
