import { defineOperation } from '../../define.ts';
import { headersOf } from '../../shared/put-headers.ts';
import { plainPutPermissions, putRequest } from '../../shared/put.ts';
import { refuseToOutlive } from '../../shared/signed-url.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'create_upload_url',
  title: 'Create Upload URL',
  description: 'Makes a presigned URL by which anybody can upload one object by PUT, without credentials.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/PresignedUrlUploadObject.html',
  effect: 'write',
  idempotent: true,
  permissions: plainPutPermissions,
  perform: async (context, input) => {
    const { client, clock } = context;
    const { expires_seconds: seconds, bucket_name, object_path } = input;
    await refuseToOutlive(context, seconds);
    const request = { ...putRequest(input), ContentLength: input.content_length };
    const headers = headersOf(request);
    return {
      url: await client.presign('PutObject', request, seconds, Object.keys(headers)),
      method: 'PUT' as const,
      headers,
      expires: Math.floor(clock().getTime() / 1000) + seconds,
      bucket_name,
      object_path,
      location: client.location(bucket_name, object_path),
    };
  },
});
