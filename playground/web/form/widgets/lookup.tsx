import type { WidgetProps } from '@rjsf/utils';
import { useState, type KeyboardEvent } from 'react';
import type { Choice } from '../../api/types.ts';
import type { FormContext } from '../context.ts';
import { described } from './described.ts';
import { useChoices } from './use-choices.ts';

/** A text with suggestions from a lookup operation, fetched on entry and as one types; any text stays possible. */
export function LookupWidget(props: WidgetProps) {
  const { id, value, onChange, options, label, registry, placeholder } = props;
  const context = registry.formContext as FormContext;
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const { choices, loading, failed } = useChoices(context, String(options.member), value as string, open);

  const write = (text: string) => onChange(text === '' ? options.emptyValue : text);
  const choose = (choice: Choice) => {
    write(choice.value);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = choices[active];
    if (step !== undefined) {
      setOpen(true);
      setActive((active + step + choices.length + 1) % (choices.length + 1));
      if (active + step >= choices.length) setActive(-1);
      event.preventDefault();
    } else if (event.key === 'Enter' && open && chosen && !event.ctrlKey && !event.metaKey) {
      choose(chosen);
      event.preventDefault();
    } else if (event.key === 'Escape' && open) {
      setOpen(false);
      event.stopPropagation();
    }
  };

  return (
    <div className="lookup" onBlur={() => setOpen(false)}>
      <input
        {...described(props)}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-choices`}
        aria-autocomplete="list"
        aria-activedescendant={open && active >= 0 ? `${id}-choice-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={(value as string | undefined) ?? ''}
        onChange={({ target }) => {
          write(target.value);
          setActive(-1);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-choices`} role="listbox" aria-label={`Suggestions for ${label}`} hidden={!open}>
        {choices.map((choice, index) => (
          <li
            key={choice.value}
            id={`${id}-choice-${index}`}
            role="option"
            aria-selected={index === active}
            // Before the field loses the focus, which closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              choose(choice);
            }}
          >
            {choice.text}
          </li>
        ))}
        {choices.length === 0 && (
          <li role="option" aria-selected={false} aria-disabled className="quiet">
            {loading ? 'Looking…' : (failed ?? 'Nothing to suggest: type what you want.')}
          </li>
        )}
      </ul>
    </div>
  );
}
