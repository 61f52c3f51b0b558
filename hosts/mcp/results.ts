import type { CallToolResult } from '@modelcontextprotocol/server';
import type { ConnectorError, FileObject } from '../../connector/index.ts';
import { asConnectorError } from '../shared/unexpected.ts';

/** An output as structured content, as text for clients that know only text, and its files as links. */
export function resultOf(output: object): CallToolResult {
  const links = Object.values(output).filter(isFile).map(linkTo);
  return {
    content: [{ type: 'text', text: JSON.stringify(output) }, ...links],
    structuredContent: { ...output },
  };
}

/** A failure in words that a model can act on; programs find the facts in `_meta`. */
export function failureOf(thrown: unknown): CallToolResult {
  const error = asConnectorError(thrown);
  const { code, category, message, fix, request_id } = error;
  const id = request_id === undefined ? '' : ` Request id: ${request_id}.`;
  const text = `${message}\nFix: ${fix}\nCode: ${code} (${category}).${id}`;
  return {
    isError: true,
    content: [{ type: 'text', text }],
    _meta: { 'aws-s3-connector/error': withoutUndefined(error) },
  };
}

const withoutUndefined = (error: ConnectorError): object => JSON.parse(JSON.stringify(error)) as object;

function isFile(value: unknown): value is FileObject {
  if (typeof value !== 'object' || value === null) return false;
  return ['name', 'url', 'mime_type', 'expires'].every((member) => member in value);
}

const linkTo = ({ name, url, mime_type }: FileObject) =>
  ({ type: 'resource_link', uri: url, name, mimeType: mime_type }) as const;
