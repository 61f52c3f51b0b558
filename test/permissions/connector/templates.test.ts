import { describe, expect, it } from 'vitest';
import {
  check,
  explain,
  roles,
  policy,
  templates,
  type CheckRequest,
  type PolicyTemplate,
} from '../../../connector/permissions/index.ts';
import { parsePolicy } from '../../../src/permissions/index.ts';
import { allow, document } from './support.ts';

const BOB = 'arn:aws:iam::111122223333:user/bob';
const READER = 'arn:aws:iam::444455556666:role/reader';
const KMS = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const full = { identityPolicies: [document(allow('*', '*'))], principal: BOB };

const get = (object_path: string) => ({
  operation: 'get_object',
  input: { bucket_name: 'media', object_path },
});
const put = (object_path: string, more: object = {}) => ({
  operation: 'put_object_text',
  input: { bucket_name: 'media', object_path, text: '', ...more },
});
const list = (more: object = {}) => ({
  operation: 'list_bucket_objects',
  input: { bucket_name: 'media', ...more },
});

type Case = [
  what: string,
  call: Pick<CheckRequest, 'operation' | 'input'>,
  policies: Omit<CheckRequest, 'operation' | 'input'>,
  decision: string,
];

const decides = (cases: Case[]) =>
  it.each(cases)('%s', (_, call, policies, decision) => {
    expect(check({ ...call, ...policies }).decision).toBe(decision);
  });

describe('public_read_prefix', () => {
  const { document: bucketPolicy, settings } = templates.public_read_prefix.make({
    bucket: 'media',
    prefix: 'public/',
  });
  const anyone = { bucketPolicy, principal: 'anonymous' };
  decides([
    ['everyone reads under the prefix', get('public/a'), anyone, 'allowed'],
    ['and nowhere else', get('private/a'), anyone, 'denied'],
    ['nobody lists', list({ prefix: 'public/' }), anyone, 'denied'],
    ['nobody writes', put('public/a'), anyone, 'denied'],
  ]);
  it('says which settings of Block Public Access it needs', () => {
    expect(settings).toEqual({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    });
  });
});

describe('app_prefix', () => {
  const { document: own } = templates.app_prefix.make({ bucket: 'media', prefix: 'app/' });
  const app = { identityPolicies: [own] };
  decides([
    ['reads its own', get('app/a'), app, 'allowed'],
    ['writes its own', put('app/a'), app, 'allowed'],
    ['lists its own', list({ prefix: 'app/' }), app, 'allowed'],
    ['lists no more', list(), app, 'denied'],
    ['reads nothing else', get('other/a'), app, 'denied'],
  ]);
});

describe('require_encryption', () => {
  const s3 = { ...full, bucketPolicy: templates.require_encryption.make({ bucket: 'media' }).document };
  const kms = {
    ...full,
    bucketPolicy: templates.require_encryption.make({ bucket: 'media', kms_key: KMS }).document,
  };
  decides([
    ['an upload with keys of S3', put('a', { encryption: 'AES256' }), s3, 'allowed'],
    ['an upload without', put('a'), s3, 'denied'],
    ['an upload with the key', put('a', { kms_key_id: KMS }), kms, 'allowed'],
    ['an upload with another key', put('a', { kms_key_id: KMS.replace('/1', '/2') }), kms, 'denied'],
    ['an upload with keys of S3 where the key is wanted', put('a', { encryption: 'AES256' }), kms, 'denied'],
    ['a read', get('a'), kms, 'allowed'],
  ]);
});

describe('tls_only', () => {
  const bucketPolicy = templates.tls_only.make({ bucket: 'media' }).document;
  const http = { context: { 'aws:SecureTransport': false } };
  decides([
    ['https', get('a'), { ...full, bucketPolicy }, 'allowed'],
    ['http', get('a'), { ...full, bucketPolicy, ...http }, 'denied'],
    ['http to the bucket', list(), { ...full, bucketPolicy, ...http }, 'denied'],
    ['https, with nothing that allows', get('a'), { bucketPolicy, principal: BOB }, 'denied'],
  ]);
});

describe('cross_account_read and cross_account_write', () => {
  const target = { bucket: 'media', principal: READER, prefix: 'shared/' };
  const read = templates.cross_account_read.make(target);
  const write = templates.cross_account_write.make(target);
  const there = { principal: READER, account: '111122223333' };
  const both = ({ document: bucketPolicy, identity_document }: typeof read) => ({
    ...there,
    bucketPolicy,
    identityPolicies: [identity_document ?? {}],
  });
  decides([
    ['reads with both sides', get('shared/a'), both(read), 'allowed'],
    ['lists with both sides', list({ prefix: 'shared/' }), both(read), 'allowed'],
    ['reads nothing else', get('a'), both(read), 'denied'],
    ['not with the bucket alone', get('shared/a'), { ...both(read), identityPolicies: [] }, 'denied'],
    ['not with its own policy alone', get('shared/a'), { ...both(read), bucketPolicy: undefined }, 'denied'],
    ['writes with both sides', put('shared/a'), both(write), 'allowed'],
    ['does not read what it wrote', get('shared/a'), both(write), 'denied'],
  ]);
  it('has what is written belong to the owner of the bucket', () => {
    expect(write.settings).toEqual({
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });
});

describe('browser_upload', () => {
  const { document: own, settings } = templates.browser_upload.make(templates.browser_upload.example);
  const upload = (object_path: string) => ({
    operation: 'create_upload_url',
    input: { bucket_name: 'media', object_path },
  });
  decides([
    ['signs uploads under the prefix', upload('uploads/a'), { identityPolicies: [own] }, 'allowed'],
    ['and nowhere else', upload('a'), { identityPolicies: [own] }, 'denied'],
    ['reads nothing', get('uploads/a'), { identityPolicies: [own] }, 'denied'],
  ]);
  it('says which CORS rule the bucket needs', () => {
    expect(settings).toMatchObject({
      CORSConfiguration: {
        CORSRules: [{ AllowedOrigins: ['https://www.example.com'], AllowedMethods: ['PUT', 'POST'] }],
      },
    });
  });
});

describe('cloudfront_origin', () => {
  const parameters = { bucket: 'media', account: '111122223333', distribution: 'E1' };
  const bucketPolicy = templates.cloudfront_origin.make(parameters).document;
  const from = (distribution: string) => ({
    bucketPolicy,
    principal: 'cloudfront.amazonaws.com',
    context: { 'aws:SourceArn': `arn:aws:cloudfront::111122223333:distribution/${distribution}` },
  });
  decides([
    ['the distribution reads', get('a'), from('E1'), 'allowed'],
    ['another does not', get('a'), from('E2'), 'denied'],
    ['of one that is not known', get('a'), { ...from('E1'), context: {} }, 'unknown'],
    ['nobody else reads', get('a'), { ...from('E1'), principal: 'anonymous' }, 'denied'],
    ['it does not write', put('a'), from('E1'), 'denied'],
  ]);
});

describe.each(Object.values(templates) as PolicyTemplate[])('$name', (template) => {
  it('says what it is, and makes a policy of its example', () => {
    const { name, explanation, documentation, parameters, example, attach, make } = template;
    expect(templates).toHaveProperty(name, template);
    expect(explanation.length).toBeGreaterThan(60);
    expect(documentation).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(Object.keys(example)));
    parsePolicy(make(example).document, attach === 'bucket' ? 'resource' : 'identity');
  });

  it('is for other partitions as well', () => {
    const text = JSON.stringify(
      template.make({ ...(template.example as object), partition: 'aws-cn' } as never).document,
    );
    expect(text).toContain('arn:aws-cn:s3:::media');
    expect(text).not.toContain('arn:aws:s3:::');
  });
});

describe.each(roles)('the role $name', ({ operations, include, prefix }) => {
  const scope = { bucket: 'media', prefix, include };
  const made = policy({ kind: 'identity', calls: operations.map((operation) => ({ operation, scope })) });

  it('can run each of its operations', () => {
    const runs = explain(made.document).operations.filter(({ allowed }) => allowed !== 'none');
    const needing = operations.filter((name) => name !== 'list_regions_ddl');
    expect(runs.map(({ operation }) => operation)).toEqual(expect.arrayContaining(needing));
  });
});
