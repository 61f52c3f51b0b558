import { defineOperation } from '../../define.ts';
import { decryptPermission, rangeHeader, readPermissions, readRequest } from '../../shared/read.ts';
import { refuseToOutlive, signedFile } from '../../shared/signed-url.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'get_object_signed_url',
  title: 'Get Object Signed URL',
  description:
    'Makes a URL by which anybody can download the object until it expires. It makes no call to S3, so it does not check that the object exists; the permissions are needed when the URL is used.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html',
  effect: 'read',
  idempotent: true,
  permissions: [...readPermissions, decryptPermission],
  perform: async (context, input) => {
    await refuseToOutlive(context, input.expires_seconds);
    const range = rangeHeader(input);
    const request = {
      ...readRequest(input),
      Range: range,
      ResponseContentType: input.response_content_type,
      ResponseContentDisposition: input.response_content_disposition,
    };
    const file = await signedFile(context, request, {
      seconds: input.expires_seconds,
      mime_type: input.response_content_type,
      headers: range === undefined ? [] : ['range'],
    });
    return { file, headers: range === undefined ? {} : { range } };
  },
});
