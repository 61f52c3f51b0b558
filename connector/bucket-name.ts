import { isIPv4 } from 'node:net';

/**
 * The rules for names of general purpose buckets, each with what to do about it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
type Rule = readonly [broken: (name: string) => boolean, problem: string, fix: string];

const RULES: readonly Rule[] = [
  [(name) => name === '', 'is empty.', 'Give the name of a bucket.'],
  [(name) => /^\s|\s$/.test(name), 'begins or ends with white space.', 'Leave the blanks out.'],
  [
    (name) => /^s3:\/\/|^https?:\/\//.test(name),
    'is an address, not a name.',
    "Give only the bucket's name; the key goes into its own field.",
  ],
  [
    (name) => name.includes('/'),
    'has a slash.',
    "Give only the bucket's name; the key goes into its own field.",
  ],
  [(name) => name.length < 3, 'is too short.', 'A bucket name has 3 to 63 characters.'],
];

const MODERN_RULES: readonly Rule[] = [
  [(name) => name.length > 63, 'is too long.', 'A bucket name has 3 to 63 characters.'],
  [
    (name) => /[A-Z]/.test(name),
    'has upper case letters.',
    'Write it in lower case. For a bucket from before 2018 in us-east-1, set allow_legacy_bucket_names in the connection.',
  ],
  [
    (name) => name.includes('_'),
    'has an underscore.',
    'Use hyphens. For a bucket from before 2018 in us-east-1, set allow_legacy_bucket_names in the connection.',
  ],
  [
    (name) => /[^a-z0-9.-]/.test(name),
    'has a character that is not allowed.',
    'Use lower case letters, digits, dots and hyphens only.',
  ],
  [
    (name) => /^[^a-z0-9]|[^a-z0-9]$/.test(name),
    'does not begin and end with a letter or a digit.',
    'Begin and end it with a lower case letter or a digit.',
  ],
  [(name) => name.includes('..'), 'has two dots side by side.', 'Separate labels with a single dot.'],
  [(name) => isIPv4(name), 'is formatted like an IP address.', 'Choose a name that is no address.'],
];

const LEGACY_RULES: readonly Rule[] = [
  [(name) => name.length > 255, 'is too long.', 'Even a legacy bucket name has at most 255 characters.'],
  [
    (name) => /[^A-Za-z0-9._-]/.test(name),
    'has a character that is not allowed.',
    'Use letters, digits, dots, hyphens and underscores only.',
  ],
];

const RESERVED_PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

const reserved: Rule[] = [
  ...RESERVED_PREFIXES.map((prefix): Rule => [
    (name) => name.startsWith(prefix),
    `begins with "${prefix}", which is reserved.`,
    'Choose another beginning.',
  ]),
  ...RESERVED_SUFFIXES.map((suffix): Rule => [
    (name) => name.endsWith(suffix),
    `ends with "${suffix}", which is reserved.`,
    'Choose another ending.',
  ]),
];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-resources-for-iam-policies */
const ACCESS_POINT_ARN =
  /^arn:aws[\w-]*:s3(-outposts|-object-lambda|express)?:[\w-]*:\d{12}:(accesspoint|outpost)[/:][\w./:-]+$/;

/**
 * The first rule that a bucket name breaks, as what is wrong and what to do; undefined for a good name.
 * @param use reserved names can exist (access point aliases, directory buckets) but cannot be created
 * @param legacy accepts what us-east-1 accepted before March 2018
 */
export function bucketNameProblem(
  name: string,
  use: 'existing' | 'new',
  legacy: boolean,
): [problem: string, fix: string] | undefined {
  if (name.startsWith('arn:')) {
    if (use === 'new') return ['is an ARN.', 'Give a plain name for the new bucket.'];
    return ACCESS_POINT_ARN.test(name)
      ? undefined
      : ['is an ARN, but not that of an access point.', "Give the bucket's name, or an access point's ARN."];
  }
  const rules = [
    ...RULES,
    ...(legacy && use === 'existing' ? LEGACY_RULES : MODERN_RULES),
    ...(use === 'new' ? reserved : []),
  ];
  const broken = rules.find(([isBroken]) => isBroken(name));
  return broken && [broken[1], broken[2]];
}
