import { existsSync } from 'node:fs';

/** Where browsers of Chromium's kind are usually installed. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A browser to drive: the one that `CHROMIUM` names, or one that is where browsers usually are.
 * @returns {string | undefined}
 */
export const findBrowser = () =>
  [process.env.CHROMIUM ?? '', ...PLACES].find((place) => place !== '' && existsSync(place));

/** What to do where there is none. */
export const NO_BROWSER = 'Install chromium, or set CHROMIUM to a browser.';
