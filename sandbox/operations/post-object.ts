import { admit } from '../admission.ts';
import { checkedKey } from '../addressing.ts';
import { Context } from '../context.ts';
import type { Answer } from '../context.ts';
import { invalidArgument } from '../errors.ts';
import { expirationHeader } from '../lifecycle/due.ts';
import { publish } from '../notifications/publisher.ts';
import { allowedSizes, checkPolicy } from '../post/conditions.ts';
import { fieldHeaders } from '../post/fields.ts';
import { readForm } from '../post/form.ts';
import type { Form } from '../post/form.ts';
import { parsePostPolicy } from '../post/policy.ts';
import type { PostPolicy } from '../post/policy.ts';
import { postAnswer } from '../post/post-answer.ts';
import { authenticateForm } from '../post/signature.ts';
import type { ObjectVersion } from '../store/types.ts';
import { requestedAttributes } from './attributes.ts';
import { encryptionHeaders } from './encryption.ts';
import { newObject, storeObject } from './put-object.ts';
import { versionHeader } from './versions.ts';
import { receiveFile } from './write.ts';

/**
 * An upload by a browser's form: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 * The form says who sends it, so that the caller is found out only here.
 */
export async function postObject(context: Context): Promise<Answer> {
  const form = await readForm(context.body.content(), context.request.header('content-type') ?? '');
  try {
    const fields = expandFilename(form);
    const policy = policyOf(fields);
    const post = formContext(context, fields, policy);
    await admit(post, 'PostObject');
    if (policy !== undefined)
      checkPolicy(policy, withBucket(fields, context), context.surroundings.signingTime());
    const stored = await storeFile(post, form, policy);
    publish(post, 'ObjectCreated:Post', post.key, stored);
    const headers = {
      ...versionHeader(post.bucket.record, stored),
      ...encryptionHeaders(stored.encryption),
      ...expirationHeader(post.bucket.record, post.key, stored),
    };
    return postAnswer(post, fields, stored, headers);
  } catch (error) {
    form.discard();
    throw error;
  }
}

async function storeFile(post: Context, form: Form, policy: PostPolicy | undefined): Promise<ObjectVersion> {
  const requested = requestedAttributes(post);
  const content = await receiveFile(post, form.file, allowedSizes(policy), requested.attributes.encryption);
  return storeObject(post, newObject(post, requested, content));
}

/** Every field may say `${filename}`. */
function expandFilename({ fields, filename }: Form): ReadonlyMap<string, string> {
  return new Map([...fields].map(([name, value]) => [name, value.replaceAll('${filename}', () => filename)]));
}

function policyOf(fields: ReadonlyMap<string, string>): PostPolicy | undefined {
  const encoded = fields.get('policy');
  return encoded === undefined ? undefined : parsePostPolicy(encoded);
}

/** The upload as if it were a PutObject of the form's signer, with the form's fields as its headers. */
function formContext(
  { request, body, authentication, surroundings, requestId }: Context,
  fields: ReadonlyMap<string, string>,
  policy: PostPolicy | undefined,
): Context {
  const key = fields.get('key');
  if (key === undefined || key === '') {
    const message =
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.";
    throw invalidArgument(message, 'key', '');
  }
  const signed = policy !== undefined || fields.has('x-amz-signature');
  return new Context(
    request.as({
      headers: fieldHeaders(fields, request),
      address: { ...request.address, key: checkedKey(key) },
    }),
    body,
    signed ? authenticateForm(fields, surroundings.users, surroundings.clock()) : authentication,
    surroundings,
    requestId,
  );
}

/** The bucket counts as a field whether the form repeats it or not. */
function withBucket(
  fields: ReadonlyMap<string, string>,
  { bucketName }: Context,
): ReadonlyMap<string, string> {
  return new Map([...fields, ['bucket', bucketName]]);
}
