import type { Authentication } from '../auth/authenticate.ts';
import type { Identity, User } from '../auth/identity.ts';
import type { Surroundings } from '../context.ts';
import type { S3Request } from '../request.ts';
import type { XmlValue } from '../xml.ts';
import type { Parameters } from './parameters.ts';

/** One call of a query API, its signature verified. */
export interface QueryCall {
  action: string;
  parameters: Parameters;
  request: S3Request;
  authentication: Authentication;
  identity: Identity;
  surroundings: Surroundings;
  now: Date;
}

/** A call by somebody who signed it. */
export interface SignedCall extends QueryCall {
  identity: User;
}

/** The content of the result; undefined for an API that answers with nothing. */
export type QueryResult = { readonly [name: string]: XmlValue } | undefined;
export type QueryHandler = (call: SignedCall) => QueryResult;
