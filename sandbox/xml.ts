import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { S3Error } from './errors.ts';

/** What an XML document is written from: an undefined member is left out, an array repeats its element. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

/** A parsed element: its text, or its children by name. */
export type XmlNode = string | { readonly [name: string]: XmlNode | XmlNode[] };

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const PREDEFINED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  suppressEmptyNode: true,
  tagValueProcessor: (_name, value) => escapeXml(String(value)),
  attributeValueProcessor: (_name, value) => escapeXml(String(value)),
});

// Entity processing stays off, so that no document can define an entity of its own;
// the five predefined ones and character references are resolved by `unescapeXml`.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  tagValueProcessor: (_name, value) => unescapeXml(value),
});

/** Writes a document, in S3's namespace unless another is given. */
export function toXml(
  root: string,
  content: { readonly [name: string]: XmlValue },
  namespace = NAMESPACE,
): string {
  return DECLARATION + String(builder.build({ [root]: { '@xmlns': namespace, ...content } }));
}

/** Writes S3's error document, which has no namespace. */
export function toErrorXml(content: { readonly [name: string]: XmlValue }): string {
  return DECLARATION + String(builder.build({ Error: content }));
}

/** Parses a request document and returns the children of its root element; anything else is `MalformedXML`. */
export function parseXml(document: string, root: string): XmlNode {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(document) || XMLValidator.validate(document) !== true) {
    throw new S3Error('MalformedXML');
  }
  const node = parseElements(document)[root];
  if (node === undefined || Array.isArray(node)) throw new S3Error('MalformedXML');
  return node;
}

/** The parser refuses names that JavaScript's objects have a meaning for; S3's documents have none of those. */
function parseElements(document: string): Record<string, XmlNode> {
  try {
    return parser.parse(document) as Record<string, XmlNode>;
  } catch (error) {
    throw error instanceof S3Error ? error : new S3Error('MalformedXML');
  }
}

/** The text of a child element; undefined when there is none. */
export function childText(node: XmlNode, name: string): string | undefined {
  const child = children(node, name)[0];
  if (child === undefined || typeof child === 'string') return child;
  const text = child['#text'];
  return typeof text === 'string' ? text : '';
}

/** The text of a child element that the schema requires. */
export function requiredText(node: XmlNode, name: string): string {
  const text = childText(node, name);
  if (text === undefined) throw new S3Error('MalformedXML');
  return text;
}

/** Every child element of that name, in document order. */
export function children(node: XmlNode, name: string): XmlNode[] {
  if (typeof node === 'string' || !Object.hasOwn(node, name)) return [];
  const child = node[name] as XmlNode | XmlNode[];
  return Array.isArray(child) ? child : [child];
}

// oxlint-disable-next-line no-control-regex -- control characters are what must be written as references
const SPECIAL = /[&<>"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\ufffe\uffff]/g;

/** Line ends and tabs stay as they are, but where they are all there is and a parser would drop them. */
function escapeXml(text: string): string {
  const special = text.trim() === '' ? /[\s&<>"]/g : SPECIAL;
  return text.replaceAll(special, (character) => {
    const name = Object.keys(PREDEFINED).find((entity) => PREDEFINED[entity] === character);
    return name === undefined ? `&#x${character.charCodeAt(0).toString(16)};` : `&${name};`;
  });
}

function unescapeXml(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi, (_match, hex, decimal, name) => {
    if (name !== undefined) return predefinedEntity(String(name));
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    if (code > 0x10_ffff) throw new S3Error('MalformedXML');
    return String.fromCodePoint(code);
  });
}

function predefinedEntity(name: string): string {
  const character = PREDEFINED[name];
  if (character === undefined) throw new S3Error('MalformedXML');
  return character;
}
