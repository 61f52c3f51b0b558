import * as fc from 'fast-check';
import { table } from '../../../../connector/permissions/index.ts';
import { ACCOUNT, BUCKET, GRANTEE, MEMBER_ACCOUNT, OTHER_ACCOUNT, ROLE, principalOf } from './parties.ts';

export type Statement = Readonly<Record<string, unknown>>;

const ON_BUCKET = `arn:aws:s3:::${BUCKET}`;
const S3_ACTIONS = [...new Set(table().flatMap(({ rows }) => rows.map(({ action }) => action)))].filter(
  (action) => action.startsWith('s3:'),
);
const PATTERNS = [
  's3:*',
  's3:Get*',
  's3:Put*',
  's3:List*',
  's3:*Object',
  's3:*Object*',
  's3:?etobject',
  's3:*Version*',
];

const s3Action = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...PATTERNS) },
  fc.constantFrom(...S3_ACTIONS),
);
const anyAction = fc.oneof(
  { weight: 9, arbitrary: s3Action },
  fc.constantFrom('*', 'kms:*', 'kms:GenerateDataKey'),
);

const inBucket = fc.constantFrom(
  `${ON_BUCKET}/*`,
  `${ON_BUCKET}/public/*`,
  `${ON_BUCKET}/home/bob/*`,
  `${ON_BUCKET}/home/\${aws:username}/*`,
  `${ON_BUCKET}/home/\${aws:PrincipalTag/team, 'app'}/*`,
  `${ON_BUCKET}/*.txt`,
  `${ON_BUCKET}/public/?.txt`,
  `${ON_BUCKET}/*/new*`,
);
const anywhere = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('*', 'arn:aws:s3:::*', 'arn:aws:s3:::agreement-*') },
  { weight: 2, arbitrary: fc.constant(ON_BUCKET) },
  { weight: 3, arbitrary: inBucket },
  fc.constantFrom('arn:aws:s3:::other/*', 'arn:aws-cn:s3:::*', `arn:aws:kms:us-east-1:${ACCOUNT}:key/*`),
);

/** Each may come with `IfExists`; `Not` and the like stand among the operators. */
const TESTS: readonly (readonly [operators: readonly string[], key: string, values: readonly string[]])[] = [
  [
    ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'],
    's3:prefix',
    ['', 'home/', 'public/', 'h*'],
  ],
  [['StringEquals', 'StringNotEquals'], 's3:delimiter', ['/', '|']],
  [['NumericEquals', 'NumericLessThanEquals', 'NumericGreaterThan'], 's3:max-keys', ['1', '10', '1000']],
  [
    ['StringEquals', 'StringNotEquals'],
    's3:x-amz-acl',
    ['private', 'public-read', 'bucket-owner-full-control'],
  ],
  [['StringEquals', 'StringLike'], 's3:x-amz-grant-read', [`id="${GRANTEE}"`, '*be"']],
  [['StringEquals', 'StringNotEquals'], 's3:x-amz-server-side-encryption', ['AES256', 'aws:kms']],
  [
    ['StringEquals', 'ArnLike'],
    's3:x-amz-server-side-encryption-aws-kms-key-id',
    [`arn:aws:kms:us-east-1:${ACCOUNT}:key/one`, 'arn:aws:kms:*:*:key/two'],
  ],
  [['StringEquals', 'StringNotEquals'], 's3:x-amz-storage-class', ['STANDARD', 'STANDARD_IA']],
  [
    ['StringEquals', 'StringLike'],
    's3:x-amz-copy-source',
    [`${BUCKET}/public/a.txt`, `${BUCKET}/*`, `/${BUCKET}/*`],
  ],
  [['StringEquals', 'StringNotEquals'], 's3:x-amz-metadata-directive', ['COPY', 'REPLACE']],
  [['StringEquals', 'StringNotEquals'], 's3:RequestObjectTag/team', ['red', 'blue']],
  [
    ['ForAllValues:StringEquals', 'ForAnyValue:StringEquals', 'ForAnyValue:StringLike'],
    's3:RequestObjectTagKeys',
    ['team', 'cost', 't*'],
  ],
  [['StringEquals'], 's3:VersionId', ['nothing', 'null']],
  [['StringEquals', 'StringNotEquals'], 's3:if-none-match', ['*']],
  [['Bool'], 's3:ObjectCreationOperation', ['true', 'false']],
  [['StringEquals', 'StringNotEquals'], 's3:authType', ['REST-HEADER', 'REST-QUERY-STRING', 'POST']],
  [['StringEquals'], 's3:signatureversion', ['AWS4-HMAC-SHA256', 'AWS']],
  [['StringEquals', 'StringNotEquals'], 's3:LocationConstraint', ['eu-central-1', 'us-east-1']],
  [['StringEquals'], 's3:x-amz-object-ownership', ['BucketOwnerEnforced', 'ObjectWriter']],
  [['StringEquals', 'StringNotEquals'], 's3:object-lock-mode', ['GOVERNANCE', 'COMPLIANCE']],
  [['StringEquals'], 's3:object-lock-legal-hold', ['ON', 'OFF']],
  [['DateLessThan', 'DateGreaterThan'], 's3:object-lock-retain-until-date', ['2050-01-01T00:00:00Z']],
  [['StringEquals'], 's3:ResourceAccount', [ACCOUNT, OTHER_ACCOUNT]],
  [['StringEquals'], 's3:ExistingObjectTag/team', ['red']],
  [['StringEquals', 'StringNotEquals'], 'aws:ResourceAccount', [ACCOUNT, OTHER_ACCOUNT]],
  [['StringEquals', 'StringNotEquals'], 'aws:PrincipalAccount', [ACCOUNT, OTHER_ACCOUNT]],
  [
    ['ArnEquals', 'ArnLike', 'ArnNotLike', 'StringLike'],
    'aws:PrincipalArn',
    [principalOf('bob'), ROLE, `arn:aws:iam::${ACCOUNT}:*`],
  ],
  [['StringEquals', 'StringNotEquals'], 'aws:PrincipalType', ['User', 'AssumedRole', 'Anonymous']],
  [['StringEquals', 'StringLike'], 'aws:PrincipalTag/team', ['red', 'r?d', 'blue']],
  [['StringEquals', 'StringNotEqualsIgnoreCase'], 'aws:username', ['bob', 'BOB', 'reader']],
  [['Bool'], 'aws:SecureTransport', ['true', 'false']],
  [['Bool'], 'aws:ViaAWSService', ['true', 'false']],
  [['Bool'], 'aws:PrincipalIsAWSService', ['true', 'false']],
  [['IpAddress', 'NotIpAddress'], 'aws:SourceIp', ['127.0.0.0/8', '203.0.113.7']],
  [['StringEquals', 'StringNotEquals'], 'aws:RequestedRegion', ['us-east-1', 'eu-central-1']],
];

const test = fc.constantFrom(...TESTS).chain(([operators, key, values]) =>
  fc.record({
    key: fc.constant(key),
    operator: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...operators) },
      { weight: 2, arbitrary: fc.constantFrom(...operators).map((operator) => `${operator}IfExists`) },
      fc.constant('Null'),
    ),
    values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
    absent: fc.boolean(),
  }),
);

const condition = fc.array(test, { minLength: 1, maxLength: 2 }).map((tests) => {
  const found: Record<string, Record<string, unknown>> = {};
  for (const { operator, key, values, absent } of tests)
    found[operator] = { ...found[operator], [key]: operator === 'Null' ? String(absent) : values };
  return { Condition: found };
});

const effect = fc.oneof({ weight: 4, arbitrary: fc.constant('Allow') }, fc.constant('Deny'));
const some = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.uniqueArray(arbitrary, { minLength: 1, maxLength: 3 });
const optional = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, condition);

const element = (name: string, values: fc.Arbitrary<string>, negatives: number) =>
  fc.oneof(
    { weight: 9, arbitrary: some(values).map((found): Statement => ({ [name]: found })) },
    { weight: negatives, arbitrary: some(values).map((found): Statement => ({ [`Not${name}`]: found })) },
  );

/** What is denied shows only where something is allowed. */
const broad = optional.map((where): Statement => ({
  Effect: 'Allow',
  Action: 's3:*',
  Resource: '*',
  ...where,
}));

const narrow = fc
  .tuple(effect, element('Action', anyAction, 1), element('Resource', anywhere, 1), optional)
  .map(([Effect, action, resource, where]): Statement => ({ Effect, ...action, ...resource, ...where }));

const WHO = [
  { Principal: '*' },
  { Principal: { AWS: '*' } },
  { Principal: { AWS: ACCOUNT } },
  { Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` } },
  { Principal: { AWS: [OTHER_ACCOUNT, MEMBER_ACCOUNT] } },
  ...['bob', 'reader', 'stranger', 'member', 'session'].map((party) => ({
    Principal: { AWS: principalOf(party) },
  })),
  { Principal: { AWS: [ROLE, principalOf('bob')] } },
];
const denied = fc.constantFrom(
  { NotPrincipal: { AWS: [principalOf('bob'), `arn:aws:iam::${ACCOUNT}:root`] } },
  { NotPrincipal: { AWS: [principalOf('session'), ROLE, `arn:aws:iam::${ACCOUNT}:root`] } },
);

const statement = fc.oneof({ weight: 4, arbitrary: narrow }, broad);

/** A bucket's policy is on the bucket and on what is in it; each statement here is on both, so that any action fits. */
const onBucket = fc
  .tuple(element('Action', s3Action, 1), inBucket, fc.boolean(), optional)
  .map(([action, objects, all, where]): Statement => ({
    ...action,
    Resource: all ? [ON_BUCKET, `${ON_BUCKET}/*`] : [ON_BUCKET, objects],
    ...where,
  }));

const bucketStatement = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(effect, fc.constantFrom(...WHO), onBucket)
      .map(([Effect, who, rest]): Statement => ({ Effect, ...who, ...rest })),
  },
  fc.tuple(denied, onBucket).map(([who, rest]): Statement => ({ Effect: 'Deny', ...who, ...rest })),
);

const versions = fc.oneof({ weight: 9, arbitrary: fc.constant('2012-10-17') }, fc.constant('2008-10-17'));

/** Which statements of users' policies and of the bucket's are made: a server need not understand all of them. */
export interface Acceptance {
  identity(statement: Statement): boolean;
  bucket(statement: Statement): boolean;
}

/** Random policies of a user and of the bucket, of so many statements. */
export function policiesOf(accepts: Acceptance, most: number) {
  const documentOf = (statements: fc.Arbitrary<Statement>) =>
    fc
      .tuple(versions, fc.array(statements, { minLength: 1, maxLength: most }))
      .map(([Version, Statement]) => ({ Version, Statement }))
      // Users may have no more in their inline policies.
      .filter((document) => JSON.stringify(document).length <= 2048);
  return {
    identity: documentOf(statement.filter((each) => accepts.identity(each))),
    bucket: documentOf(bucketStatement.filter((each) => accepts.bucket(each))),
  };
}
