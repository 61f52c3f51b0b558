import type { KeywordDefinition } from 'ajv';
import { bucketNameProblem } from './bucket-name.ts';
import { isConfidential, type S3Connection } from './connection.ts';
import { metadataHeaderSize } from './shared/metadata.ts';

/** What the keywords see as `this`: the facts that stage 3 passes along. */
interface Facts {
  connection?: S3Connection;
}

type Finding = [problem: string, fix: string] | undefined;

/** Makes a keyword from a function that finds what is wrong with a value. */
function keyword(
  name: string,
  type: 'string' | 'object',
  find: (value: never, setting: never, facts: Facts) => Finding,
): KeywordDefinition {
  const validate = function (
    this: Facts | undefined,
    setting: unknown,
    value: unknown,
    parentSchema?: object,
  ): boolean {
    const finding = find(value as never, setting as never, this ?? {});
    if (finding)
      Object.assign(validate, {
        errors: [{ keyword: name, parentSchema, params: { problem: finding[0], fix: finding[1] } }],
      });
    return finding === undefined;
  };
  return { keyword: name, type, errors: true, validate };
}

/** The keywords that the schemas of this connector use beyond JSON Schema and the runtime's own. */
export const keywords: readonly KeywordDefinition[] = [
  keyword('bucketName', 'string', (name: string, use: 'existing' | 'new', { connection }) =>
    bucketNameProblem(name, use, connection?.allow_legacy_bucket_names ?? false),
  ),
  keyword('metadataName', 'string', (name: string): Finding =>
    /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)
      ? undefined
      : [
          `is "${name}", which cannot be sent as a header.`,
          'Use letters, digits and hyphens in metadata names; the values may hold any text.',
        ],
  ),
  keyword('metadataSize', 'object', (metadata: Record<string, string>, limit: number): Finding => {
    const size = metadataHeaderSize(metadata);
    return size <= limit
      ? undefined
      : [
          `takes ${size.toLocaleString('en')} bytes.`,
          `Metadata may take ${limit.toLocaleString('en')} bytes in all; text outside ASCII takes more room.`,
        ];
  }),
  keyword('customerKey', 'string', (key: string, _: true, { connection }): Finding => {
    if (Buffer.from(key, 'base64').length !== 32 || !/^[A-Za-z0-9+/]{43}=$/.test(key)) {
      return [
        'is not a 256-bit key in base64.',
        'Give 32 random bytes in base64: 44 characters, for example from "openssl rand -base64 32".',
      ];
    }
    return isConfidential(connection?.endpoint)
      ? undefined
      : [
          "would travel unencrypted: the connection's endpoint is http.",
          'Use an https endpoint; S3 accepts customer keys over https only.',
        ];
  }),
  keyword('oneEncryption', 'object', (input: Record<string, unknown>): Finding => {
    const { encryption, kms_key_id, sse_customer_key } = input;
    if (sse_customer_key !== undefined && (encryption ?? kms_key_id) !== undefined) {
      return [
        `has "sse_customer_key" and "${encryption === undefined ? 'kms_key_id' : 'encryption'}".`,
        'Choose one: S3 encrypts with your own key, or with one that it or KMS keeps.',
      ];
    }
    return encryption === 'AES256' && kms_key_id !== undefined
      ? ['has "kms_key_id", and "encryption" is "AES256".', 'Choose aws:kms, or leave "kms_key_id" out.']
      : undefined;
  }),
  keyword('moreThan', 'object', (value: Record<string, number>, [high, low]: [string, string]): Finding => {
    const [from, to] = [value[low], value[high]];
    return from === undefined || to === undefined || to >= from
      ? undefined
      : [
          `has "${high}" (${to}) before "${low}" (${from}).`,
          `Give a "${high}" that is not smaller than "${low}".`,
        ];
  }),
];
