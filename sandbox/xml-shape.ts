import { S3Error } from './errors.ts';
import { requiredText } from './xml.ts';
import type { XmlNode, XmlValue } from './xml.ts';

/**
 * The form of a request document, as data: it reads what is well-formed into plain values, named as the elements are,
 * and refuses everything else with `MalformedXML`. What it has read, `toXml` writes.
 */
export interface Shape<Value extends XmlValue> {
  /** Takes every element of one name below the same parent. */
  read(nodes: readonly XmlNode[]): Value;
}

/** What a shape reads. */
export type ValueOf<Of> = Of extends Shape<infer Value> ? Value : never;

type Members = { readonly [name: string]: Shape<XmlValue> };

/** Exactly one element with text. */
export function text(): Shape<string> {
  return one((node) => requiredText({ node }, 'node'));
}

/** Exactly one element with one of these texts. */
export function oneOf<const Name extends string>(...names: readonly Name[]): Shape<Name> {
  return one((node) => {
    const found = names.find((name) => name === requiredText({ node }, 'node'));
    if (found === undefined) throw new S3Error('MalformedXML');
    return found;
  });
}

/** Exactly one element with a whole number. */
export function integer(): Shape<number> {
  return one((node) => {
    const content = requiredText({ node }, 'node').trim();
    if (!/^-?\d{1,10}$/.test(content)) throw new S3Error('MalformedXML');
    return Number(content);
  });
}

/** Exactly one element with `true` or `false`. */
export function flag(): Shape<boolean> {
  return one((node) => {
    const content = requiredText({ node }, 'node').trim().toLowerCase();
    if (content !== 'true' && content !== 'false') throw new S3Error('MalformedXML');
    return content === 'true';
  });
}

/** Exactly one element with a point in time in ISO 8601, read as S3 writes it. */
export function time(): Shape<string> {
  return one((node) => {
    const date = new Date(requiredText({ node }, 'node').trim());
    if (Number.isNaN(date.getTime())) throw new S3Error('MalformedXML');
    return date.toISOString();
  });
}

/** Exactly one element with these children and no others. */
export function element<const Of extends Members>(
  members: Of,
): Shape<{ [Name in keyof Of]: ValueOf<Of[Name]> }> {
  return one((node) => readMembers(node, members));
}

/** An element that may be left out. */
export function optional<Value extends XmlValue>(shape: Shape<Value>): Shape<Value | undefined> {
  return { read: (nodes) => (nodes.length === 0 ? undefined : shape.read(nodes)) };
}

/** An element that comes as often as it likes, within limits. */
export function list<Value extends XmlValue>(
  shape: Shape<Value>,
  { minimum = 0, maximum = Infinity }: { minimum?: number; maximum?: number } = {},
): Shape<Value[]> {
  return {
    read: (nodes) => {
      if (nodes.length < minimum || nodes.length > maximum) throw new S3Error('MalformedXML');
      return nodes.map((node) => shape.read([node]));
    },
  };
}

/** An element that S3 takes and this server does not: refused, never passed over. */
export function notImplemented(name: string): Shape<undefined> {
  return {
    read: (nodes) => {
      if (nodes.length === 0) return undefined;
      throw new S3Error('NotImplemented', { message: `This server does not implement ${name}.` });
    },
  };
}

function one<Value extends XmlValue>(read: (node: XmlNode) => Value): Shape<Value> {
  return {
    read: ([node, ...others]) => {
      if (node === undefined || others.length > 0) throw new S3Error('MalformedXML');
      return read(node);
    },
  };
}

function readMembers<Of extends Members>(
  node: XmlNode,
  members: Of,
): { [Name in keyof Of]: ValueOf<Of[Name]> } {
  const found: { readonly [name: string]: XmlNode | XmlNode[] } =
    typeof node === 'string' ? { '#text': node } : node;
  // White space between elements, and attributes such as xmlns, say nothing.
  const said = Object.entries(found).filter(
    ([name, value]) => !name.startsWith('@') && !isBlank(name, value),
  );
  if (said.some(([name]) => !Object.hasOwn(members, name))) throw new S3Error('MalformedXML');
  const read = Object.entries(members).map(([name, shape]) => [name, shape.read(nodesOf(found, name))]);
  return Object.fromEntries(read) as { [Name in keyof Of]: ValueOf<Of[Name]> };
}

function isBlank(name: string, value: XmlNode | XmlNode[]): boolean {
  return name === '#text' && String(value).trim() === '';
}

function nodesOf(found: { readonly [name: string]: XmlNode | XmlNode[] }, name: string): XmlNode[] {
  const node = Object.hasOwn(found, name) ? found[name] : undefined;
  if (node === undefined) return [];
  return Array.isArray(node) ? node : [node];
}
