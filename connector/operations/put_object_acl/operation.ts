import { defineOperation } from '../../define.ts';
import { grantHeaders, grantsOf } from '../../shared/grants.ts';
import { afterTheWrite } from '../../shared/after-write.ts';
import contract from './contract.gen.ts';

const returnsAcl = { properties: { return_acl: { const: true } }, required: ['return_acl'] };
const ofVersion = { required: ['version_id'] };
const ofCurrent = { not: ofVersion };
const because = 'the grants are read back';

export default defineOperation(contract, {
  name: 'put_object_acl',
  title: 'Put Object ACL',
  description: 'Sets who may do what with an object: a canned ACL, or grants of your own.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html',
  effect: 'write',
  idempotent: true,
  permissions: [
    { action: 's3:PutObjectAcl', resource: 'object', when: ofCurrent },
    { action: 's3:PutObjectVersionAcl', resource: 'object', when: ofVersion },
    { action: 's3:GetObjectAcl', resource: 'object', when: { allOf: [returnsAcl, ofCurrent] }, because },
    {
      action: 's3:GetObjectVersionAcl',
      resource: 'object',
      when: { allOf: [returnsAcl, ofVersion] },
      because,
    },
  ],
  perform: async ({ client }, input) => {
    const object = {
      Bucket: input.bucket_name,
      Key: input.object_path,
      VersionId: input.version_id,
      ExpectedBucketOwner: input.expected_bucket_owner,
      RequestPayer: input.request_payer,
    };
    await client.send('PutObjectAcl', { ...object, ACL: input.acl, ...grantHeaders(input.grants ?? []) });
    if (!input.return_acl) return { success: true as const, grants: undefined };
    const answer = await client.send('GetObjectAcl', object).catch(afterTheWrite('The ACL itself is set.'));
    return { success: true as const, grants: grantsOf(answer.Grants) };
  },
});
