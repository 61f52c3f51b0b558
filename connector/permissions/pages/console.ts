import { steps, type Block } from '../../page/blocks.ts';

/**
 * Where to paste a policy in the AWS console.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html
 */
export const consoleSteps = (kind: 'identity' | 'bucket'): Block =>
  kind === 'identity'
    ? steps(
        'Open the IAM console, choose **Users** (or **Roles**), and the user or role whose keys the connection has.',
        'Under **Permissions**, choose **Add permissions**, then **Create inline policy**, then **JSON**.',
        'Paste the policy in the place of what is there, choose **Next**, give it a name, and **Create policy**.',
        'For several users, create it under **Policies** instead and attach it to them, or to their group.',
      )
    : steps(
        'Open the S3 console, choose **General purpose buckets**, and the bucket.',
        'Under **Permissions**, find **Bucket policy** and choose **Edit**.',
        'Paste the policy. If there is one already, add the statements to its **Statement** list: a bucket has only one policy.',
        'Choose **Save changes**. A public policy is refused while Block Public Access, on the same page, is on.',
      );
