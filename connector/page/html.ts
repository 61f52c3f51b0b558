import type { Block } from './blocks.ts';

/** Everything the page needs is in it; on paper a table's head is repeated, and no code is cut off. */
const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid #8886; padding: .35rem .6rem; text-align: left; vertical-align: top; }
th { background: #8882; }
code { font: .9em ui-monospace, monospace; background: #8882; padding: .1em .3em; border-radius: .2em; overflow-wrap: anywhere; }
pre { background: #8881; border: 1px solid #8886; border-radius: .3em; padding: .8rem; overflow-x: auto; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
@media print {
  body { max-width: none; margin: 0; font-size: 10pt; }
  pre { white-space: pre-wrap; overflow: visible; }
  thead { display: table-header-group; }
  tr, h2, h3, h4 { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
}`.trim();

/** A page as one HTML file: no script, nothing loaded from elsewhere, ready to print. */
export const toHtml = (title: string, blocks: readonly Block[]): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>\n${STYLE}\n</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...blocks.map(htmlOf),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'heading': {
      const id = block.id === undefined ? '' : ` id="${escaped(block.id)}"`;
      return `<h${block.level}${id}>${inline(block.text)}</h${block.level}>`;
    }
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`;
    case 'list': {
      const tag = block.numbered ? 'ol' : 'ul';
      return `<${tag}>\n${block.items.map((item) => `<li>${inline(item)}</li>`).join('\n')}\n</${tag}>`;
    }
    case 'table': {
      const head = block.head.map((cell) => `<th scope="col">${inline(cell)}</th>`).join('');
      const rows = block.rows.map(
        (cells) => `<tr>${cells.map((cell) => `<td>${inline(cell)}</td>`).join('')}</tr>`,
      );
      return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
    }
    case 'code':
      return `<pre><code>${escaped(block.text)}</code></pre>`;
  }
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const LINK = /\[([^\]]+)\]\(([^)\s]+)\)/;

const inline = (text: string): string =>
  text
    .split(/(\[[^\]]+\]\([^)\s]+\))/)
    .map((part) => {
      const [, label, address] = LINK.exec(part) ?? [];
      if (label === undefined || address === undefined) return marked(part);
      return `<a href="${escaped(address)}">${marked(label)}</a>`;
    })
    .join('');

/** Code first: nothing inside of it is markup. */
const marked = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 1
        ? `<code>${escaped(part.slice(1, -1))}</code>`
        : escaped(part).replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>'),
    )
    .join('');
