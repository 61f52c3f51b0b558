import { BUCKET_ACTIONS } from './bucket-actions.ts';
import type { Need } from './needs.ts';
import { OBJECT_ACTIONS } from './object-actions.ts';

/**
 * The IAM actions that each API needs, written from AWS's documentation and from nothing else:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_s3.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const ACTIONS: Readonly<Record<string, readonly Need[]>> = { ...BUCKET_ACTIONS, ...OBJECT_ACTIONS };
