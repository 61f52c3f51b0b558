export const RUN_HELP = `
Connection:
  A JSON object: {"access_key", "secret_key", "region", "endpoint"} or another form of
  "s3c manifest" (assume_role, web_identity, ambient, anonymous). Arguments show in process
  lists, so give it by a file, by standard input, or by the variable S3C_CONNECTION (JSON or @file).

Examples:
  $ export S3C_CONNECTION=@connection.json
  $ s3c run put_object_text --input '{"bucket_name":"media","object_path":"a.txt","text":"Hello"}'
  $ s3c run put_object_file --file photo.jpg --input '{"bucket_name":"media","object_path":"photo.jpg"}'
  $ s3c run get_object --save photo.jpg --input '{"bucket_name":"media","object_path":"photo.jpg"}'
  $ s3c run list_bucket_objects --region eu-west-1 --input @input.json --json
  $ pass show s3/media | s3c run list_buckets --connection -
`;
