import type { Schema, Values } from '../api/types.ts';
import { pretty } from '../editor/json-editor.tsx';
import { Facts } from './facts.tsx';
import { FileCard } from './file.tsx';
import { fileIn, linkIn, listingsIn, nextPage, textListsIn } from './kinds.ts';
import { LinkCard } from './link.tsx';
import { ListingTable } from './listing.tsx';
import { Value } from './value.tsx';

interface SummaryProps {
  output: Values;
  input: Values;
  inputSchema: Schema;
  outputSchema: Schema;
  onRun: (input: Values) => void;
}

/** A result as what it is: a file, a link, a text, lists, facts. */
export function Summary({ output, input, inputSchema, outputSchema, onRun }: SummaryProps) {
  const file = fileIn(output);
  const link = linkIn(output);
  const next = nextPage(output, input, inputSchema);
  return (
    <div className="summary">
      {file && <FileCard file={file} />}
      {link && <LinkCard link={link} />}
      {output.content !== undefined && <Content content={output.content} />}
      {listingsIn(output, outputSchema).map((listing) => (
        <ListingTable key={listing.name} listing={listing} />
      ))}
      {textListsIn(output).map(([name, items]) => (
        <div key={name}>
          <h2>{outputSchema.properties?.[name]?.title ?? name}</h2>
          <ul className="texts">
            {items.map((item) => (
              <li key={item}>
                <Value value={item} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {next && (
        <button type="button" className="small" onClick={() => onRun(next)}>
          Next page
        </button>
      )}
      <Facts output={output} schema={outputSchema} />
    </div>
  );
}

/** What was read into the output itself: a text, or JSON that was parsed. */
const Content = ({ content }: { content: unknown }) => (
  <pre className="preview-text" tabIndex={0} aria-label="Content">
    {typeof content === 'string' ? content || '(empty)' : pretty(content)}
  </pre>
);
