import type { PolicyDocument } from '../statements.ts';
import { bucketOf, indented, json } from './json.ts';

/**
 * Terraform: the document as an expression for `jsonencode`. `${` begins an interpolation there and is doubled.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function terraform({
  kind,
  document,
}: {
  kind: 'identity' | 'bucket';
  document: PolicyDocument;
}): string {
  const value = `jsonencode(${indented(expressionOf(document), 2)})`;
  return kind === 'identity'
    ? `resource "aws_iam_policy" "s3_connector" {\n  name   = "s3-connector"\n  policy = ${value}\n}\n`
    : `resource "aws_s3_bucket_policy" "s3_connector" {\n  bucket = "${bucketOf(document)}"\n  policy = ${value}\n}\n`;
}

/** JSON is an expression of Terraform; without the quotes of plain names it reads as one. */
function expressionOf(document: PolicyDocument): string {
  const doubled = json(document).replace(/[$%]\{/g, (opening) => `${opening[0]}${opening}`);
  return doubled.replace(/^(\s*)"([A-Za-z]+)": /gm, '$1$2 = ').replace(/^(\s*)("[\w:-]+"): /gm, '$1$2 = ');
}
