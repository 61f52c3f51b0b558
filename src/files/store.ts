import type { Readable } from 'node:stream';

/** A file between the steps of a workflow: Tray's file object. `expires` is in Unix seconds. */
export interface FileObject {
  name: string;
  url: string;
  mime_type: string;
  expires: number;
}

/** What is known of a file before its bytes; `size` is in bytes and left out when unknown. */
export interface FileDescription {
  name: string;
  mime_type: string;
  size?: number;
}

/** An opened file; `size` is in bytes and left out when the source does not tell. */
export interface OpenFile {
  stream: Readable;
  size?: number;
  mime_type?: string;
}

/**
 * Where the files of a workflow live. The host chooses: a directory, a staging bucket, the platform's own store.
 * Both methods stream, honour `signal`, and leave nothing behind when they fail.
 */
export interface FileStore {
  /** Stores the stream's bytes; rejects when the stream fails or ends before `size` bytes. */
  save(content: Readable, file: FileDescription, signal?: AbortSignal): Promise<FileObject>;
  /**
   * Opens a file object for reading, its own or one that another system made.
   * @param allowedOrigins that may be read from although they are local or plain http: the connection's own endpoint
   */
  open(file: FileObject, signal?: AbortSignal, allowedOrigins?: Iterable<string>): Promise<OpenFile>;
}
