import { defineOperation } from '../../define.ts';
import { putOutput, putPermissions, putRequest } from '../../shared/put.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'put_object_text',
  title: 'Put Object (Text)',
  description: 'Stores UTF-8 text in a bucket as an object.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html',
  effect: 'write',
  idempotent: true,
  permissions: putPermissions,
  command: 'PutObject',
  request: (input) => ({ ...putRequest(input), Body: input.text }),
  output: (response, input, place) => putOutput(response, input, Buffer.byteLength(input.text), place),
});
