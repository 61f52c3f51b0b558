import { useState } from 'react';
import type { GeneratedPolicy, TableEntry } from '../api/permission-types.ts';
import type { PolicyDocument } from '../api/demo-users.ts';
import type { Values } from '../api/types.ts';
import { hrefOf } from '../lib/route.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { DownloadButton } from '../ui/download-button.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { AttachButton, useTrialUser } from './attach-button.tsx';
import { DocsExport } from './docs-export.tsx';
import type { Selection } from './operation-picker.tsx';

const TITLES: Record<string, string> = {
  json: 'JSON',
  terraform: 'Terraform',
  cloudformation: 'CloudFormation',
  cdk: 'CDK',
  markdown: 'Markdown',
};
const ENDINGS: Record<string, string> = {
  json: 'json',
  terraform: 'tf',
  cloudformation: 'yaml',
  cdk: 'ts',
  markdown: 'md',
};

interface PolicyViewProps {
  policy: GeneratedPolicy;
  /** The policy as a page to read, in Markdown. */
  page: string;
  table: readonly TableEntry[];
  selection: Selection;
}

/** A policy that was made: in every format, how large it is, what it is for, what it leaves out. */
export function PolicyView({ policy, page, table, selection }: PolicyViewProps) {
  const { document, notes, sizes, kind } = policy;
  const formats: Record<string, string> = { ...policy.formats, markdown: page };
  const user = useTrialUser();
  const [format, setFormat] = useState('json');
  const text = formats[format] ?? '';
  const tabs = Object.keys(formats).map((name) => [name, TITLES[name] ?? name] as const);
  return (
    <>
      <Tabs label="Formats" tabs={tabs} chosen={format} onChoose={setFormat}>
        <pre tabIndex={0} aria-label={`Policy as ${TITLES[format]}`}>
          {text}
        </pre>
      </Tabs>
      <div className="actions">
        <CopyButton text={text} />
        <DownloadButton text={text} name={`policy.${ENDINGS[format] ?? 'txt'}`} />
        <a
          className="button small"
          href={hrefOf(['permissions', 'read'], { policy: JSON.stringify(document) })}
        >
          Read it back
        </a>
        {kind === 'identity' && user && (
          <AttachButton document={document as unknown as PolicyDocument} user={user} />
        )}
      </div>
      <Sizes sizes={sizes} />
      <Purposes document={document as unknown as PolicyDocument} table={table} selection={selection} />
      <DocsExport operations={Object.keys(selection)} />
      {notes.length > 0 && (
        <ul className="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** How much of each limit the policy takes. */
const Sizes = ({ sizes }: Pick<GeneratedPolicy, 'sizes'>) => (
  <dl className="facts">
    {sizes.map(({ as, size, limit, fits }) => (
      <div key={as}>
        <dt>{as}</dt>
        <dd className={fits ? '' : 'problem'}>
          <meter aria-label={`Size as ${as}`} max={limit} value={size} /> {size.toLocaleString('en')} of{' '}
          {limit.toLocaleString('en')} {fits ? '' : '– too large'}
        </dd>
      </div>
    ))}
  </dl>
);

/** Each statement, with the operations that need it. */
function Purposes({
  document,
  table,
  selection,
}: { document: PolicyDocument } & Pick<PolicyViewProps, 'table' | 'selection'>) {
  const chosen = table.filter(({ operation }) => selection[operation] !== undefined);
  const titlesFor = (statement: Values) => {
    const actions = new Set([statement.Action].flat());
    return chosen.filter(({ rows }) => rows.some(({ action }) => actions.has(action)));
  };
  return (
    <ul className="notes">
      {document.Statement.map((statement, index) => (
        <li key={index}>
          <code>{String(statement.Sid ?? index)}</code> is for{' '}
          {titlesFor(statement).map(({ operation, title }, at) => (
            <span key={operation}>
              {at > 0 && ', '}
              <a href={hrefOf(['operations', operation])}>{title}</a>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
