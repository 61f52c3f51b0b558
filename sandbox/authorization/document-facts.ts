import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { tagsFromXml } from '../operations/tags.ts';
import { childText, parseXml } from '../xml.ts';
import type { XmlNode } from '../xml.ts';

/** What a request's document says that policies can ask about. */
export interface DocumentFacts {
  locationConstraint?: string;
  tags?: Readonly<Record<string, string>>;
  lockMode?: string;
  retainUntil?: string;
  legalHold?: string;
}

const MAXIMUM_BYTES = 256 * 1024;

/** The root element of the documents that matter here, and what is read in them. */
const DOCUMENTS: Readonly<Record<string, { root: string; read: (document: XmlNode) => DocumentFacts }>> = {
  CreateBucket: {
    root: 'CreateBucketConfiguration',
    read: (document) => ({ locationConstraint: childText(document, 'LocationConstraint') }),
  },
  PutObjectTagging: { root: 'Tagging', read: (document) => ({ tags: tagsFromXml(document) }) },
  PutObjectRetention: {
    root: 'Retention',
    read: (document) => ({
      lockMode: childText(document, 'Mode'),
      retainUntil: childText(document, 'RetainUntilDate'),
    }),
  },
  PutObjectLegalHold: {
    root: 'LegalHold',
    read: (document) => ({ legalHold: childText(document, 'Status') }),
  },
};

/** Reads ahead in the few requests whose document decides about permissions. */
export async function documentFacts(context: Context, api: string): Promise<DocumentFacts> {
  const document = DOCUMENTS[api];
  if (document === undefined) return {};
  const text = (await context.body.peek(MAXIMUM_BYTES)).toString('utf8');
  try {
    return text === '' ? {} : document.read(parseXml(text, document.root));
  } catch (error) {
    // What is wrong with a document is told to those who may send it.
    if (error instanceof S3Error) return {};
    throw error;
  }
}
