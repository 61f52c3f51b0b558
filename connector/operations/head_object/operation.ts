import { defineOperation } from '../../define.ts';
import { headOutput } from '../../shared/head.ts';
import { unlessMissing } from '../../shared/missing.ts';
import { decryptPermission, readPermissions, readRequest } from '../../shared/read.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'head_object',
  title: 'Head Object',
  description: 'Tells whether an object exists, and all that S3 keeps about it, without its content.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html',
  effect: 'read',
  idempotent: true,
  permissions: [
    ...readPermissions,
    {
      ...decryptPermission,
      when: { properties: { with_checksum: { const: true } }, required: ['with_checksum'] },
      because: 'the checksum is asked for',
    },
    {
      action: 's3:ListBucket',
      resource: 'bucket',
      if_data: 'there is no such object',
      because: 'only those who may list the bucket are told that a key is missing',
    },
  ],
  errors: {
    service_error: {
      category: 'input',
      message: 'S3 does not accept the call, and its answer to a HEAD does not say why.',
      fix: 'Check the version, and give sse_customer_key if the object was stored with one. Get Object names the reason.',
    },
  },
  perform: async ({ client }, input) => {
    const request = {
      ...readRequest(input),
      ChecksumMode: input.with_checksum ? 'ENABLED' : undefined,
    } as const;
    const answer = await client.send('HeadObject', request).catch(unlessMissing);
    return 'missing' in answer
      ? { exists: false, delete_marker: answer.delete_marker }
      : { exists: true, ...headOutput(answer) };
  },
});
