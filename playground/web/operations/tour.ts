/** A run to begin with. */
export interface Stop {
  title: string;
  text: string;
  operation: string;
  input: Record<string, unknown>;
  connection?: string;
}

/** What a first visit may try: three runs that succeed, and one that is refused on purpose. */
export const TOUR: readonly Stop[] = [
  {
    title: 'Look into a bucket',
    text: 'A listing as a table, page by page.',
    operation: 'list_bucket_objects',
    input: { bucket_name: 'demo-media' },
  },
  {
    title: 'Read a picture',
    text: 'An object as a file: previewed, downloaded, passed on.',
    operation: 'get_object',
    input: { bucket_name: 'demo-media', object_path: 'images/logo.svg' },
  },
  {
    title: 'Store a text',
    text: 'Then find it in the bucket.',
    operation: 'put_object_text',
    input: { bucket_name: 'demo-media', object_path: 'notes/first.txt', text: 'My first object.' },
  },
  {
    title: 'Be refused, and mend it',
    text: 'The limited user may not write. See why, and give it the policy it lacks.',
    operation: 'put_object_text',
    input: { bucket_name: 'demo-media', object_path: 'notes/refused.txt', text: 'Not yet.' },
    connection: 'limited',
  },
];
