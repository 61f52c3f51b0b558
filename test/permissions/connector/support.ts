import type { PolicyDocument } from '../../../connector/permissions/index.ts';

/** A statement; resources are buckets and keys, `*` is everything. */
const statement =
  (Effect: string) => (Action: string | string[], resources: string | string[], Condition?: object) => ({
    Effect,
    Action,
    Resource: [resources].flat().map((name) => (name === '*' ? '*' : arn(name))),
    ...(Condition === undefined ? {} : { Condition }),
  });

export const allow = statement('Allow');
export const deny = statement('Deny');

/** The ARN of a bucket, or of a key with the bucket before it. */
export const arn = (name: string) => `arn:aws:s3:::${name}`;

export const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

/** A policy's statements in short: `Sid: actions on resources (prefixes)`. */
export const inShort = ({ Statement }: PolicyDocument): string[] =>
  Statement.map(({ Sid, Action, Resource, Condition }) => {
    const prefixes = [Condition?.StringLike?.['s3:prefix'] ?? []].flat();
    const listed = (values: string | readonly string[]) =>
      [values].flat().join(' ').replaceAll('arn:aws:s3:::', '');
    return `${Sid}: ${listed(Action)} on ${listed(Resource)}${prefixes.length > 0 ? ` (${prefixes.join(' ')})` : ''}`;
  });
