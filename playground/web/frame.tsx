import type { MouseEvent } from 'react';
import icon from './icon.svg';
import { ConnectionMenu } from './connections/menu.tsx';
import { hrefOf, useRoute } from './lib/route.ts';
import { useTheme } from './lib/theme.ts';
import { Icon } from './ui/icon.tsx';
import { PaletteButton } from './palette/button.tsx';

const PLACES = [
  ['operations', 'Operations'],
  ['buckets', 'Buckets'],
  ['permissions', 'Permissions'],
  ['history', 'History'],
] as const;

/** What stands above every page: where one can go, which connection is used, light or dark. */
export function Frame() {
  const { path } = useRoute();
  const [place = 'operations'] = path;
  const [theme, toggle] = useTheme();
  return (
    <header className="frame">
      <a className="skip" href="#main" onClick={focusMain}>
        Skip to the content
      </a>
      <a className="brand" href={hrefOf([])}>
        <img src={icon} alt="" width="20" height="20" /> S3 connector
      </a>
      <nav aria-label="Pages" className="places">
        {PLACES.map(([name, title]) => (
          <a key={name} href={hrefOf([name])} aria-current={place === name ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <div className="tools">
        <ConnectionMenu />
        <button
          type="button"
          className="plain"
          onClick={toggle}
          aria-label={`Switch to the ${theme === 'dark' ? 'light' : 'dark'} theme`}
        >
          <Icon name="theme" />
        </button>
        <PaletteButton />
      </div>
    </header>
  );
}

/** The fragment of the address names a place in the page, so a link into the document has to be followed by hand. */
function focusMain(event: MouseEvent): void {
  event.preventDefault();
  const main = document.getElementById('main');
  main?.setAttribute('tabindex', '-1');
  main?.focus();
}
