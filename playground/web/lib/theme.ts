import { useEffect, useState } from 'react';
import { recall, remember } from './storage.ts';

export type Theme = 'light' | 'dark';

const system = matchMedia('(prefers-color-scheme: dark)');
const systemTheme = (): Theme => (system.matches ? 'dark' : 'light');

/** The system's theme until another one is chosen here; `data-theme` of the document says which. */
export function useTheme(): [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>(() => recall<Theme>('theme', systemTheme()));
  useEffect(() => void (document.documentElement.dataset.theme = theme), [theme]);
  useEffect(() => {
    const follow = () => setTheme(recall<Theme>('theme', systemTheme()));
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, []);
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    remember('theme', next);
    setTheme(next);
  };
  return [theme, toggle];
}
