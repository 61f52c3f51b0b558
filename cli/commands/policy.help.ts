export const POLICY_HELP = `
Standard output is the document and nothing else. It allows what plain calls need; what more some
inputs need, or some data, is listed on standard error and comes in by --include.

Examples:
  $ s3c policy --operations get_object,list_bucket_objects --bucket media --prefix public/
  $ s3c policy --operations put_object_file --bucket media --include tags,s3:AbortMultipartUpload
  $ s3c policy --operations get_object --bucket media --kind bucket --principal arn:aws:iam::111122223333:role/app
  $ s3c policy --operations copy_object --bucket media --source-bucket inbox --kind bucket --for-bucket inbox \\
      --principal arn:aws:iam::111122223333:role/app
  $ s3c policy --operations put_object_text --bucket media --format terraform
`;
