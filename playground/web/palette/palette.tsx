import { useState, type KeyboardEvent } from 'react';
import { goTo } from '../lib/route.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useCommands } from './commands.ts';

/** More than these nobody looks through: type another letter. */
const MOST = 12;

/** Everything that can be done, by typing a few letters of it. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const words = search.toLowerCase().split(/\s+/);
  const commands = useCommands()
    .filter(({ title, hint }) => words.every((word) => `${title} ${hint}`.toLowerCase().includes(word)))
    .slice(0, MOST);
  const choose = (at: number) => {
    const command = commands[at];
    if (!command) return;
    onClose();
    goTo(command.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((active + step + commands.length) % Math.max(1, commands.length));
    else if (event.key === 'Enter') choose(active);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Commands" onClose={onClose} className="palette">
      <input
        role="combobox"
        aria-label="Search commands"
        aria-expanded
        aria-controls="commands"
        aria-activedescendant={commands.length > 0 ? `command-${active}` : undefined}
        placeholder="Go to an operation or a page…"
        autoComplete="off"
        autoFocus
        value={search}
        onChange={({ target }) => {
          setSearch(target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="commands" role="listbox" aria-label="Commands">
        {commands.map(({ title, hint, href }, index) => (
          <li
            key={href}
            id={`command-${index}`}
            role="option"
            aria-selected={index === active}
            onClick={() => choose(index)}
          >
            {title} <span className="quiet">{hint}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
