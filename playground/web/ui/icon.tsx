/** Drawn on 16 by 16 pixels, in the colour of the text. */
const PATHS = {
  connections: 'M5 2v3M11 2v3M3.5 5h9v3a4.5 4.5 0 0 1-9 0zM8 12.5V15',
  theme: 'M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12',
  folder: 'M2 12.5v-9h4l1.5 2H14v7z',
} as const;

export const Icon = ({ name }: { name: keyof typeof PATHS }) => (
  <svg className={`icon-${name}`} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <path d={PATHS[name]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
  </svg>
);
