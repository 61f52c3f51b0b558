import type * as Iam from '@aws-sdk/client-iam';
import type * as S3 from '@aws-sdk/client-s3';
import type * as Sts from '@aws-sdk/client-sts';

/** The APIs as the SDK spells them, for the compiler only: an SDK itself is loaded in client.ts, on the first call. */
export interface Apis {
  s3: typeof S3;
  sts: typeof Sts;
  iam: typeof Iam;
}

export type ApiName = keyof Apis;

type Commands<Api extends ApiName> = {
  [Name in keyof Apis[Api] as Name extends `${infer Command}Command` ? Command : never]: Apis[Api][Name];
};

/** The name of an API action, for example `PutObject`; of S3's unless another API is named. */
export type CommandName<Api extends ApiName = 's3'> = Exclude<keyof Commands<Api>, '$'> & string;

type Instance<Name extends CommandName<Api>, Api extends ApiName> = Commands<Api>[Name] extends abstract new (
  ...args: never
) => infer Command
  ? Command
  : never;

/** The request of an API action, in the SDK's spelling. */
export type RequestOf<Name extends CommandName<Api>, Api extends ApiName = 's3'> =
  Instance<Name, Api> extends { input: infer Request } ? Request : never;

/** The response of an API action, in the SDK's spelling. */
export type ResponseOf<Name extends CommandName<Api>, Api extends ApiName = 's3'> =
  Instance<Name, Api> extends {
    resolveMiddleware(...args: never): (...args: never) => Promise<{ output: infer Response }>;
  }
    ? Response
    : never;
