import german from '../locales/de.json' with { type: 'json' };
import english from '../locales/en.json' with { type: 'json' };

/** One language of the package: its own words, and the manifest's texts as far as they are translated. */
export interface Language {
  /** As Node-RED names its folder. */
  id: string;
  words: typeof english;
  /** @returns undefined for what has no translation: Node-RED falls back to English, text by text */
  translate(text: string): string | undefined;
}

const translations: Readonly<Record<string, string>> = german.texts;

/** English first: the language of the manifest, and the one that others fall back to. */
export const LANGUAGES: readonly [Language, ...Language[]] = [
  { id: 'en-US', words: english, translate: (text) => text },
  {
    id: 'de',
    words: german.words,
    translate: (text) => (Object.hasOwn(translations, text) ? translations[text] : undefined),
  },
];
