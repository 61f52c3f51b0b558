import { table, type TableEntry } from '../permissions/table.ts';

/** A set of operations that a user or role commonly needs. */
export interface Role {
  name: string;
  title: string;
  explanation: string;
  operations: readonly string[];
  include: readonly string[] | 'all';
  /** The prefix that its example is held to. */
  prefix?: string;
}

const READING = ['list_bucket_objects', 'head_bucket', 'get_object', 'head_object', 'get_object_signed_url'];

/** What tells of permissions needs none of its own, but to ask IAM about any user or role. */
const isAboutBuckets = ({ rows }: TableEntry) => rows.every(({ resource }) => resource !== 'principal');

/** Ready selections, to make a policy of for a bucket. */
export const roles: readonly Role[] = [
  {
    name: 'read_only',
    title: 'Read only',
    explanation: 'Lists a bucket, and reads its objects and their versions.',
    operations: [...READING, 'list_object_versions', 'get_bucket_location'],
    include: ['version_id'],
  },
  {
    name: 'upload_only',
    title: 'Upload only, to a prefix',
    explanation: 'Stores objects under a prefix, and neither reads nor lists nor deletes. It can overwrite.',
    operations: ['put_object_text', 'put_object_file', 'create_upload_url'],
    include: ['s3:AbortMultipartUpload'],
    prefix: 'incoming/',
  },
  {
    name: 'app',
    title: 'Application with a bucket (as Mattermost has it)',
    explanation: 'Lists, reads, writes and deletes in a bucket that is its own; five permissions in all.',
    operations: [
      'list_bucket_objects',
      'get_bucket_location',
      'get_object',
      'put_object_text',
      'put_object_file',
      'delete_object',
    ],
    include: [],
  },
  {
    name: 'full',
    title: 'Full connector',
    explanation: 'Every operation with every input, on one bucket. More than any one workflow should have.',
    operations: table()
      .filter(isAboutBuckets)
      .map(({ operation }) => operation),
    include: 'all',
  },
];
