import { defineOperation } from '../../define.ts';
import { contentOf } from '../../shared/content.ts';
import {
  decryptPermission,
  rangeHeader,
  readOutput,
  readPermissions,
  readRequest,
} from '../../shared/read.ts';
import { referenceTo } from '../../shared/signed-url.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'get_object',
  title: 'Get Object',
  description:
    'Reads an object: as a file, in the output itself (text, base64, JSON), or as a reference to it.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html',
  effect: 'read',
  idempotent: true,
  permissions: [...readPermissions, decryptPermission],
  perform: async (context, input) => {
    const request = { ...readRequest(input), Range: rangeHeader(input) };
    if (input.output === 'reference') {
      const object = await context.client.send('HeadObject', request);
      return { ...readOutput(object), file: await referenceTo(object, request, context) };
    }
    const object = await context.client.send('GetObject', request);
    return {
      ...readOutput(object),
      ...(await contentOf(object, { ...input, output: input.output }, context)),
    };
  },
});
