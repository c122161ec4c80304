// Records a run as a picture: node scripts/record.mjs [file] [npm start's options]
//
// The picture shows the output of npm start in its colors and at its original speed. It plays without
// JavaScript, on light and dark pages. Without animation, it shows the end of the run.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { environment, inProject } from './project.mjs';

const [file = inProject('docs', 'run.svg'), ...given] = process.argv.slice(2);
const options = given.length > 0 ? given : ['--for', '15s'];

const COLUMNS = 106;
const ROWS = 26;
const CHARACTER = 8.43;
const LINE = 20;
const MARGIN = 20;
const TITLE = 34;
const START = 1000; // milliseconds between the command and the first line
const PAUSE = 5; // seconds at the end, before the picture repeats
const COLOURS = { 31: '#ff8170', 32: '#7ee787', 33: '#e3b341', 34: '#79c0ff', 35: '#d2a8ff', 36: '#56d4dd' };

const recorded = await record(['start', '--', ...options]);
const prompt = { at: 0, text: `\u001b[32m$\u001b[39m npm start -- ${options.join(' ')}` };
const lines = [prompt, { at: 0, text: '' }, ...recorded];
writeFileSync(file, picture(lines));
console.error(`${file}: ${lines.length} lines, ${lines.at(-1).at.toFixed(1)} s`);

/** Runs npm; resolves to its lines, each with the seconds since the command. */
function record(args) {
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', ['--silent', 'run', ...args, '--ansi'], {
      cwd: inProject(),
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = [];
    let began;
    let open = '';
    npm.stdout.setEncoding('utf8').on('data', (chunk) => {
      began ??= visible(chunk) ? Date.now() - START : undefined;
      const complete = (open + chunk).split('\n');
      open = complete.pop();
      complete.filter(() => began).forEach((text) => lines.push({ at: (Date.now() - began) / 1000, text }));
    });
    npm.on('error', reject);
    npm.on('close', (code) => (code === 0 ? resolve(lines) : reject(new Error(`npm start ended with ${code}`))));
  });
}

function picture(lines) {
  const end = lines.at(-1).at + PAUSE;
  const width = Math.ceil(COLUMNS * CHARACTER + 2 * MARGIN);
  const height = TITLE + ROWS * LINE + MARGIN;
  const times = [...new Set(lines.map((line) => line.at))];
  const percent = (at) => `${((at / end) * 100).toFixed(2)}%`;
  const scrolled = (at) => Math.max(0, lines.filter((line) => line.at <= at).length - ROWS) * LINE;
  const shift = (at) => `transform:translateY(-${scrolled(at)}px)`;
  const scroll = times.filter((at, i) => i === 0 || scrolled(at) !== scrolled(times[i - 1]));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>A run of the pipeline on one machine: npm start -- ${escape(options.join(' '))}</title>
<style>
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;fill:#d5dce4;white-space:pre}
.b{font-weight:bold;fill:#fff}.d{fill:#8b96a3}
${Object.entries(COLOURS).map(([code, colour]) => `.c${code}{fill:${colour}}`).join('')}
#s{${shift(end)}}
@media (prefers-reduced-motion:no-preference){
#s{animation:s ${end.toFixed(2)}s step-end infinite}
@keyframes s{${scroll.map((at) => `${percent(at)}{${shift(at)}}`).join('')}}
${times.map((at, i) => (at === 0 ? '' : `.t${i}{animation:t${i} ${end.toFixed(2)}s step-end infinite}@keyframes t${i}{0%{opacity:0}${percent(at)}{opacity:1}}`)).join('\n')}
}
</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9" fill="#12181f" stroke="#3d4650"/>
<circle cx="20" cy="17" r="5.5" fill="#ff6159"/><circle cx="39" cy="17" r="5.5" fill="#febc2e"/><circle cx="58" cy="17" r="5.5" fill="#29c840"/>
<svg x="${MARGIN}" y="${TITLE}" width="${width - 2 * MARGIN}" height="${ROWS * LINE}"><g id="s">
${lines.map((line, i) => text(line, i, times.indexOf(line.at))).filter(Boolean).join('\n')}
</g></svg>
</svg>
`;
}

function text({ text }, row, time) {
  const spans = styled(text);
  if (spans.length === 0) {
    return '';
  }
  const content = spans.map((span) => (span.style ? `<tspan class="${span.style}">${escape(span.text)}</tspan>` : escape(span.text)));
  return `<text class="t${time}" y="${row * LINE + 15}" xml:space="preserve">${content.join('')}</text>`;
}

/** Returns the parts of a line that have the same style. A line that is too long ends with an ellipsis. */
function styled(line) {
  const spans = [];
  let weight = '';
  let colour = '';
  let room = COLUMNS;
  const plain = visible(line).replaceAll('\t', '  ');
  for (const [, codes, run] of line.replaceAll('\t', '  ').matchAll(/(?:\u001b\[([\d;]*)m)?([^\u001b]*)/g)) {
    for (const code of (codes ?? '').split(';').filter(Boolean).map(Number)) {
      weight = { 0: '', 1: 'b', 2: 'd', 22: '' }[code] ?? weight;
      colour = code === 0 || code === 39 ? '' : COLOURS[code] ? `c${code}` : colour;
    }
    const shown = room <= 0 ? '' : run.length < room || plain.length <= COLUMNS ? run : `${run.slice(0, room - 1)}…`;
    room -= run.length;
    if (shown) {
      spans.push({ style: [weight, colour].filter(Boolean).join(' '), text: shown });
    }
  }
  return spans;
}

function visible(text) {
  return text.replace(/\u001b\[[\d;]*m/g, '').trimEnd();
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
