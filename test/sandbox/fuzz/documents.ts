import type { Chance } from './random.ts';

/** A well-formed document for each subresource that takes one; chance spoils it afterwards. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  accelerate: ['<AccelerateConfiguration><Status>Enabled</Status></AccelerateConfiguration>'],
  acl: [
    '<AccessControlPolicy><Owner><ID>a</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>',
  ],
  cors: [
    '<CORSConfiguration><CORSRule><AllowedOrigin>https://*.example</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedHeader>*</AllowedHeader><MaxAgeSeconds>5</MaxAgeSeconds></CORSRule></CORSConfiguration>',
  ],
  delete: [
    '<Delete><Object><Key>key</Key></Object><Object><Key>folder/key</Key><VersionId>null</VersionId></Object></Delete>',
    `<Delete><Quiet>true</Quiet>${'<Object><Key>k</Key></Object>'.repeat(1001)}</Delete>`,
  ],
  encryption: [
    '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>',
  ],
  'legal-hold': ['<LegalHold><Status>OFF</Status></LegalHold>'],
  lifecycle: [
    '<LifecycleConfiguration><Rule><ID>r</ID><Status>Enabled</Status><Filter><And><Prefix>a</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter><Expiration><Days>1</Days></Expiration><NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration></Rule></LifecycleConfiguration>',
    '<LifecycleConfiguration><Rule><Status>Enabled</Status><Prefix/><Transition><Date>+275760-09-13T00:00:00Z</Date><StorageClass>GLACIER</StorageClass></Transition></Rule></LifecycleConfiguration>',
  ],
  logging: ['<BucketLoggingStatus/>'],
  notification: [
    '<NotificationConfiguration><QueueConfiguration><Queue>arn:aws:sqs:us-east-1:123456789012:q</Queue><Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>prefix</Name><Value>a</Value></FilterRule></S3Key></Filter></QueueConfiguration></NotificationConfiguration>',
  ],
  'object-lock': [
    '<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>',
  ],
  ownershipControls: [
    '<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>',
  ],
  policy: [
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/limited"},"Action":"s3:*","Resource":["arn:aws:s3:::fuzz-one","arn:aws:s3:::fuzz-one/*"],"Condition":{"StringLike":{"s3:prefix":["a*","${aws:username}/?"]},"IpAddress":{"aws:SourceIp":"127.0.0.0/8"},"DateLessThan":{"aws:CurrentTime":"2100-01-01T00:00:00Z"},"NumericLessThan":{"s3:max-keys":"7"}}}]}',
  ],
  publicAccessBlock: [
    '<PublicAccessBlockConfiguration><BlockPublicAcls>false</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls></PublicAccessBlockConfiguration>',
  ],
  requestPayment: ['<RequestPaymentConfiguration><Payer>BucketOwner</Payer></RequestPaymentConfiguration>'],
  restore: [
    '<RestoreRequest><Days>1</Days><GlacierJobParameters><Tier>Expedited</Tier></GlacierJobParameters></RestoreRequest>',
  ],
  retention: [
    '<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2030-01-01T00:00:00Z</RetainUntilDate></Retention>',
  ],
  tagging: ['<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>'],
  uploadId: [
    '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"5d41402abc4b2a76b9719d911017c592"</ETag></Part></CompleteMultipartUpload>',
  ],
  versioning: ['<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'],
  website: ['<WebsiteConfiguration><IndexDocument><Suffix>i</Suffix></IndexDocument></WebsiteConfiguration>'],
  '': [
    '<CreateBucketConfiguration><LocationConstraint>us-east-1</LocationConstraint></CreateBucketConfiguration>',
  ],
};

/** Documents that are meant to take a parser's time, memory or stack. */
const BOMBS: readonly (() => string)[] = [
  () =>
    `<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'.replaceAll(/./g, (name) => `<!ENTITY ${name} "${`&${String.fromCharCode(name.charCodeAt(0) - 1)};`.repeat(10)}">`)}]><Tagging>&j;</Tagging>`,
  () => '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><Tagging>&x;</Tagging>',
  () => '<a>'.repeat(20_000),
  () => `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`,
  () => `<Tagging ${'a="b" '.repeat(5000)}/>`,
  () => `<${'a'.repeat(50_000)}/>`,
  () => `<Tagging>${'&amp;'.repeat(20_000)}</Tagging>`,
  () => `<Tagging>${'<![CDATA['.repeat(5000)}`,
  () => `<Tagging>${'<!--'.repeat(10_000)}`,
  () => '['.repeat(50_000),
  () => `{"Statement":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
  () =>
    `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:${'*'.repeat(2000)}a","Resource":"arn:aws:s3:::fuzz-one/${'*a'.repeat(2000)}"}]}`,
  () => '<?xml version="1.0" encoding="UTF-16"?><Tagging/>',
  () => '\ufeff<Tagging/>',
];

/** The text of a request document for a subresource, often not quite what it should be. */
export function documentFor(chance: Chance, subresource: string): Buffer {
  if (chance.happens(0.05)) return Buffer.from(chance.of(BOMBS)());
  const name = chance.happens(0.1) ? chance.of(Object.keys(DOCUMENTS)) : subresource;
  const document = Buffer.from(chance.of(DOCUMENTS[name] ?? ['']));
  return chance.happens(0.5) ? chance.spoil(document) : document;
}

/** Calls of STS and IAM. */
const CALLS = [
  'Action=GetCallerIdentity&Version=2011-06-15',
  'Action=AssumeRole&RoleArn=arn:aws:iam::123456789012:role/r&RoleSessionName=s&DurationSeconds=900&Policy=%7B%7D',
  'Action=AssumeRoleWithWebIdentity&RoleArn=arn:aws:iam::123456789012:role/r&RoleSessionName=s&WebIdentityToken=a.b.c',
  'Action=GetSessionToken&DurationSeconds=900',
  'Action=CreateUser&UserName=u&Version=2010-05-08',
  'Action=CreateAccessKey&UserName=limited',
  'Action=PutUserPolicy&UserName=limited&PolicyName=p&PolicyDocument=%7B%22Statement%22%3A%5B%5D%7D',
  'Action=SimulatePrincipalPolicy&PolicySourceArn=arn:aws:iam::123456789012:user/limited&ActionNames.member.1=s3:GetObject&ResourceArns.member.1=*',
];

export function callFor(chance: Chance): Buffer {
  const call = Buffer.from(chance.of(CALLS));
  return chance.happens(0.5) ? chance.spoil(call) : call;
}

export const FORM_BOUNDARY = 'fuzz';

/** A form of a browser's. */
export function formFor(chance: Chance): Buffer {
  const field = (name: string, value: string) =>
    `--${FORM_BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const policy = Buffer.from('{"expiration":"2100-01-01T00:00:00Z","conditions":[]}').toString('base64');
  const fields = [
    field('key', chance.of(['key', '${filename}', '../up', ''])),
    field('policy', policy),
    field('x-amz-signature', 'a'),
    field('x-amz-credential', 'a/20300101/us-east-1/s3/aws4_request'),
    field('x-amz-date', '20300101T000000Z'),
    field('__proto__', 'x'),
    field('file', 'content'),
  ];
  const form = Buffer.from(`${chance.some(fields, 12).join('')}--${FORM_BOUNDARY}--\r\n`);
  return chance.happens(0.4) ? chance.spoil(form) : form;
}
