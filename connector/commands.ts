import type * as Sdk from '@aws-sdk/client-s3';

/** The S3 API as the SDK spells it, for the compiler only: the SDK itself is loaded in client.ts, on the first call. */
type Commands = {
  [Name in keyof typeof Sdk as Name extends `${infer Command}Command` ? Command : never]: (typeof Sdk)[Name];
};

/** The name of an S3 API action, for example `PutObject`. */
export type CommandName = Exclude<keyof Commands, '$'> & string;

type Instance<Name extends CommandName> = Commands[Name] extends abstract new (
  ...args: never
) => infer Command
  ? Command
  : never;

/** The request of an S3 API action, in the SDK's spelling. */
export type RequestOf<Name extends CommandName> =
  Instance<Name> extends { input: infer Request } ? Request : never;

/** The response of an S3 API action, in the SDK's spelling. */
export type ResponseOf<Name extends CommandName> =
  Instance<Name> extends {
    resolveMiddleware(...args: never): (...args: never) => Promise<{ output: infer Response }>;
  }
    ? Response
    : never;
