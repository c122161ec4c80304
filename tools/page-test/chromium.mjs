// Finds the browser of this system.
import { existsSync } from 'node:fs';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Returns the path of Chromium or Chrome: the path in CHROMIUM, or that of an installed browser. */
export const chromium = () => process.env.CHROMIUM ?? usual.find((path) => existsSync(path));
