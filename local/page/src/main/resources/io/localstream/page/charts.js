// Charts of the last minutes, with one value for each second.
import { html, useEffect, useRef, useState } from './vendor/htm-preact.js';
import { get } from './api.js';

const minutes = 5;
const every = 2000;
const height = 140;
const colors = ['--line-1', '--line-2', '--line-3', '--line-4'];

/** How much a counter grew in a second. */
const delta = (field) => (sample, before) => (before ? Math.max(0, sample[field] - before[field]) : null);

const charts = [
  { title: 'Records a second', lines: { produced: delta('produced'), consumed: delta('processed'), failed: delta('failed') } },
  { title: 'Iterator age, seconds', lines: { age: (sample) => sample.behindBy / 1000 } },
  { title: 'Records behind', lines: { behind: (sample) => sample.behindRecords } },
  {
    title: 'Records in a batch',
    sparse: true,
    lines: {
      mean: (sample, before) => (before && sample.batches > before.batches ? (sample.sent - before.sent) / (sample.batches - before.batches) : null),
    },
  },
  { title: 'Restarts and injected faults a second', lines: { restarts: delta('restarts'), faults: delta('faults') } },
];

const durations = (functionName) => ({
  title: `Duration of ${functionName}, ms`,
  sparse: true,
  lines: { median: (sample) => sample.durations[functionName]?.p50 ?? null, p99: (sample) => sample.durations[functionName]?.p99 ?? null },
});

export function Charts() {
  const samples = useTimeline();
  const scheme = useScheme();
  const functions = [...new Set(samples.flatMap((sample) => Object.keys(sample.durations)))].sort();
  return html`
    <section aria-label="Charts">
      <h2>The last ${minutes} minutes</h2>
      <p class="quiet">A red mark at the top of a chart shows a second in which a fault was injected.</p>
      <div class="charts">
        ${[...charts, ...functions.map(durations)].map((chart) => html`<${Chart} ...${chart} samples=${samples} key=${chart.title + scheme} />`)}
      </div>
    </section>
  `;
}

/** Returns whether the colors are dark. A chart reads its colors when it is created, so a change needs new charts. */
function useScheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const [scheme, setScheme] = useState(dark.matches);
  useEffect(() => {
    const changed = () => setScheme(dark.matches);
    dark.addEventListener('change', changed);
    return () => dark.removeEventListener('change', changed);
  }, []);
  return scheme;
}

function useTimeline() {
  const [samples, setSamples] = useState([]);
  useEffect(() => {
    let timer;
    let all = [];
    const ask = async () => {
      if (!document.hidden) {
        try {
          const last = all.length > 0 ? Date.parse(all[all.length - 1].time) : Date.now() - minutes * 60_000;
          const { timeline } = await get('timeline', { after: last });
          all = [...all, ...timeline].slice(-minutes * 60);
          setSamples(all);
        } catch {
          // The run has ended. The charts keep their last values.
        }
      }
      timer = setTimeout(ask, every);
    };
    ask();
    return () => clearTimeout(timer);
  }, []);
  return samples;
}

/** A chart. The lines of a sparse chart have points, because a value without neighbors draws no line. */
function Chart({ title, lines, samples, sparse = false }) {
  const element = useRef(null);
  const chart = useRef(null);
  const marks = useRef([]);
  const names = Object.keys(lines);
  const values = names.map((name) => samples.map((sample, i) => lines[name](sample, samples[i - 1])));
  const times = samples.map((sample) => Date.parse(sample.time) / 1000);
  marks.current = times.filter((_, i) => i > 0 && samples[i].faults > samples[i - 1].faults);
  useEffect(() => {
    const size = () => ({ width: Math.max(200, element.current.clientWidth), height });
    chart.current = new uPlot({ ...size(), ...options(names, marks, sparse) }, [[], ...names.map(() => [])], element.current);
    const resized = new ResizeObserver(() => chart.current.setSize(size()));
    resized.observe(element.current);
    return () => {
      resized.disconnect();
      chart.current.destroy();
    };
  }, []);
  useEffect(() => chart.current.setData([times, ...values]), [samples]);
  const last = names.map((name, i) => `${name} ${text(values[i].filter((value) => value !== null).pop())}`).join(', ');
  return html`
    <figure>
      <figcaption>
        ${title}
        <span class="legend">${names.map((name, i) => html`<span><i class="key-${i + 1}" aria-hidden="true"></i>${name} <b>${text(values[i].filter((value) => value !== null).pop())}</b></span>`)}</span>
      </figcaption>
      <div ref=${element} role="img" aria-label="${title}, the last values: ${last}"></div>
    </figure>
  `;
}

const text = (value) => (value === undefined ? '–' : value >= 100 ? Math.round(value) : Number(value.toFixed(1)));

function options(names, marks, sparse) {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name).trim();
  const axis = { stroke: color('--quiet'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
  return {
    cursor: { show: false },
    legend: { show: false },
    scales: { y: { range: (u, min, max) => [0, Math.max(1, (max ?? 1) * 1.1)] } },
    axes: [
      { ...axis, values: (u, ticks) => ticks.map((tick) => ago(tick)), space: 70, size: 24 },
      { ...axis, size: 44 },
    ],
    series: [{}, ...names.map((name, i) => ({ label: name, stroke: color(colors[i]), width: 1.5, points: { show: sparse, size: 3 } }))],
    hooks: {
      draw: [
        (u) => {
          u.ctx.fillStyle = color('--bad');
          marks.current.forEach((mark) => u.ctx.fillRect(u.valToPos(mark, 'x', true) - 1, u.bbox.top, 2, 6 * devicePixelRatio));
        },
      ],
    },
  };
}

const ago = (tick) => new Date(tick * 1000).toLocaleTimeString('en', { hour12: false });
