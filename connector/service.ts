import type { Service } from '../src/index.ts';
import auth from './auth.schema.json' with { type: 'json' };
import type { S3 } from './client.ts';
import { createClients, type ClientOptions } from './clients.ts';
import { inspectConnection, trustedOrigins } from './connection.ts';
import { catalogue } from './errors.ts';
import { explain } from './explain.ts';
import { keywords } from './keywords.ts';
import { operations } from './operations/index.gen.ts';
import { neededFor } from './permissions/advice.ts';
import { consult } from './permissions/consult.ts';
import { boundsOf, limitsOf } from './permissions/limits.ts';
import { resourceMembers } from './permissions/resources.ts';
import { sharedSchemas } from './permissions/setting.ts';
import { inspectRegion } from './regions.ts';
import { VERSION } from './version.gen.ts';

/** Amazon S3 as the runtime sees it. */
export function createService(options: ClientOptions = {}): Service<S3> & { operations: typeof operations } {
  const clients = createClients(options);
  return {
    name: 'aws-s3',
    title: 'Amazon S3',
    description: 'Objects, buckets and presigned URLs of Amazon S3 and of servers that speak its protocol.',
    version: VERSION,
    auth,
    defaultAuthType: 'access_key',
    sharedSchemas,
    keywords,
    errors: catalogue,
    operations,
    resourceMembers,
    inspectConnection,
    inspectRegion,
    boundsOf,
    consult,
    needs: neededFor,
    limitsOf,
    trustedOrigins,
    explain,
    open: clients.open,
    close: clients.close,
  };
}
