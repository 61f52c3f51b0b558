/** One object of the demo, with the content of each of its versions, oldest first. */
export interface DemoObject {
  key: string;
  contentType: string;
  versions: readonly (string | Uint8Array)[];
  /** Ends in a delete marker. */
  deleted?: boolean;
  metadata?: Record<string, string>;
  tags?: Record<string, string>;
  storageClass?: string;
}

export interface DemoBucket {
  name: string;
  /** Default: the sandbox's. */
  region?: string;
  versioned?: boolean;
  /** ACLs work, public ones too; else the bucket is as S3 makes them today: no ACLs, nothing public. */
  acls?: boolean;
  objects: readonly DemoObject[];
}

/** A picture of 24 by 24 pixels. */
const PICTURE = Buffer.from(
  [
    'iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAIAAABvFaqvAAAFYklEQVR42g3MMct9bgMA4PNx/tNveqYznelYlLIwsSh1L0wY',
    '7iIp9yAMik6KQQ+DojfFoBgUg2I4ZTQajUbvc32A63Er/93wv1v7dxv/bvRzWz+3+7y95x287vB1x+87ed8Zfuf4XZJ3Rd4N',
    'fbf03TP3wNwTd8/cvYL7Cx6X8t8F/13av8v4udDPZT0v93l5ryt4XeH7it9Xgl8ZfuXkVZJXRV8NfbXM1TPXwF0Td83gWsH1',
    'FR+n8u+E/07t5zR+TvQ8refpvk7vdQbvM3yfMX4m+JmRZ06eJX1W9NkwZ8ucPXcO3DmBcwbnKp5/0aH8O+DPof0cxvNAz8N6',
    'He7r8N5H8D5C/IjxIyGPjDxy+ijpo2KOhjla7ui5YwDHBI5ZPFbx+EqPXfnZ4c+uPXfjuaPXbr1297177z3A9xDfY3JPyD2j',
    '95zeS2avmL3h9pbbe7APYJ/EfRb3Vdr/ok352eBz056b8drQa7Pem/vePHwL8C0kt5jcEnrL6C1ntpLZKm5ruK0FWw+2Qdwm',
    'cZulbZW2L3wsynOBz0V7LcZrQe/Fei8uvnj4EpBLSC4xvST0kjFLziwlt1Tc0oClBUsvLoO4TNIyS8sKl79oVJ4jfI3aazTe',
    'I3qPFj66+OiRY0COIT3G9JgwY8aMOTeW3FiBsQFjK469OA7SOEnjDMcVjl/90SmvDr467d0Z7w7hnYV3Ltl5ZBfQXUh3MdMl',
    'TJdxXc51Jegq0DVi14pdL3WD1E2wm2G36t1fVCuvGr5r7V0beI3w2iJrl6w9ug7oOmTqmKkTrs64Ogd1CepKrBuxbqW6l+oB',
    '1hOsZ71e9fqLHoXyLuC70PDCwAtEFhZZuHTh0UXAFCFTxFyRcEUGihwUpVhUYtFIRSsVPSwGWEx6MevFioq/KFXeKcRTDU8N',
    'MkVkatGpS6cekwZMGnJpzKUJSDOQ5mJaimklpY2UtjDtYTro6aSnM0pXlH7tR6TgEcQjjYwMMkJ0ZNGRy0QeEwVcFHJRDKIE',
    'RJkY5WJUSlElRQ2MWhj1ejTo0YSiGUWrHf1FvoL7kPQ10jdoH9G+xfgu43ucH3B+CPwY+InoZ6KfS34p+RX0G+i3ut/r/oD8',
    'Cfmz7a+2//UejkI6kHQ02jFoBzGOxTgu53icEwAnBE4sOonoZJKTS04JnQo6je60utMjZ0DOZDuz7aye8xeZCmlC2tRo02BM',
    'xJgWZ7qc6QEzAGYomrFoJpKZSWYOzRKalW42utkis0fmYJuTbc6euXrm9/NQFVqFtKoxqsGoiFMtTnWB6gE1ENVQVGNJTSQ1',
    'g2oO1VJXK11tkNoitbfVwVYnT509df2of5Gs0DJkZI2RDU5GnGwB2QWyJ8qBKIeSHEtyAuUMyrkul7pcIblBcmvLvS0Pnjx5',
    '8vyR14/8jR+CwgiQETROMDgBAcECgisKnigEkhBKQgyFBAqZLuS6UCKhQkJjC60t9J4weML0EeaPsMbCX8QrDA85XuN4A/AI',
    '8JbIuyLvSXwg8SHkY8gnOp/pfI74EvGVzTc233p87/HDh58+/Bzza8x/fx+swrGQYzXAGoBFImuJrCuxnsQGkA0hG+tsorMZ',
    'YnPEljZb2Wzjsa3H9h92+LBTzM4xu/6yfxGlcBQElAYoQ6SQSFkS5UqUB6kAUqFOxTqVICpDVG5TpU1VHtV4VPuh+g81xNQU',
    'U/Mvtf5S3/xBKICAgNBEwhAJJBGWRLiQ8CAR6ESoEzEiEkRkNpHbROkRlUc0H6L9EH1MDDEx/RLzL7HmxF+EKQCDIqaJmCFh',
    'SMIsiLkQ83Qs0LEQYTHCEhvLbCz3sNLDqg/WfLA2xvoYG36x6Rebc2zNse///g/mJtZO0IHnmQAAAABJRU5ErkJggg==',
  ].join(''),
  'base64',
);

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="A bucket">
  <path d="M10 16h44l-6 42H16z" fill="#2f7d5b"/><ellipse cx="32" cy="16" rx="22" ry="6" fill="#58b48a"/>
</svg>
`;

const SALES = `month,region,orders,revenue
2026-01,north,1204,58310.20
2026-01,south,987,41022.75
2026-02,north,1311,61007.10
2026-02,south,1042,44980.00
`;

/** What `--demo` shows: several types, folders, tags, metadata, versions, a delete marker, ACLs, a second region. */
export const DEMO_BUCKETS: readonly DemoBucket[] = [
  {
    name: 'demo-media',
    acls: true,
    objects: [
      {
        key: 'images/logo.png',
        contentType: 'image/png',
        versions: [PICTURE],
        tags: { visibility: 'public', kind: 'image' },
      },
      {
        key: 'images/logo.svg',
        contentType: 'image/svg+xml',
        versions: [LOGO],
        tags: { visibility: 'public' },
      },
      {
        key: 'notes/hello.txt',
        contentType: 'text/plain; charset=utf-8',
        versions: ['Hello from the sandbox: an S3 on your own machine.\n'],
        metadata: { author: 'Zoë' },
      },
      {
        key: 'user-17/avatars/portrait-24x24-1767225600.png',
        contentType: 'image/png',
        versions: [PICTURE],
        metadata: { 'uploaded-by': 'user-17', caption: 'Grüße aus Köln ☀' },
      },
      { key: 'user-17/notes/', contentType: 'application/x-directory', versions: [''] },
      {
        key: 'user-17/notes/to do & more + 100%.txt',
        contentType: 'text/plain; charset=utf-8',
        versions: ['A key may have any character.\n'],
      },
      {
        key: 'archive/2024/readme.txt',
        contentType: 'text/plain',
        versions: ['Rarely read.\n'],
        storageClass: 'STANDARD_IA',
      },
    ],
  },
  {
    name: 'demo-documents',
    versioned: true,
    objects: [
      {
        key: 'welcome.txt',
        contentType: 'text/plain; charset=utf-8',
        versions: ['Welcome!\n', 'Welcome to the sandbox: an S3 on your own machine.\n'],
      },
      {
        key: 'contracts/2026/agreement.txt',
        contentType: 'text/plain; charset=utf-8',
        versions: ['First draft.\n', 'Second draft.\n', 'Signed.\n'],
        tags: { status: 'signed', department: 'legal' },
      },
      {
        key: 'contracts/2026/withdrawn.txt',
        contentType: 'text/plain',
        versions: ['Deleted, but its version is still there.\n'],
        deleted: true,
      },
      {
        key: 'reports/settings.json',
        contentType: 'application/json',
        versions: ['{"theme": "dark", "page_size": 50}\n'],
      },
      {
        key: 'reports/sales.csv',
        contentType: 'text/csv',
        versions: [SALES],
        metadata: { rows: '4' },
        tags: { department: 'sales' },
      },
    ],
  },
  { name: 'demo-empty', objects: [] },
  {
    name: 'demo-eu',
    region: 'eu-central-1',
    objects: [
      {
        key: 'hallo.txt',
        contentType: 'text/plain; charset=utf-8',
        versions: ['Dieser Bucket liegt in Frankfurt.\n'],
      },
      {
        key: 'data/customers.json',
        contentType: 'application/json',
        versions: ['[{"id": 1, "name": "Ada"}, {"id": 2, "name": "Grace"}]\n'],
        metadata: { classification: 'internal' },
      },
    ],
  },
];
