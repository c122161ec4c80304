// The rows of the table: a figure, the figure to compare it with, and the target.

/** Returns the row of a figure and of its peer; target is the maximum of their ratio, if there is one. */
export function beside({ what, unit, figure, peer, against, target }) {
  const ratio = figure.median / peer.median;
  return {
    what,
    unit,
    figure,
    peer,
    against,
    ratio,
    ...(target && { target, met: ratio <= target }),
  };
}

/** Returns the row of a figure without a peer; limit is its maximum and least its minimum, if there is one. */
export function alone({ what, unit, figure, limit, least }) {
  return {
    what,
    unit,
    figure,
    ...(limit && { limit, met: figure.median <= limit }),
    ...(least && { least, met: figure.median >= least }),
  };
}

/** Returns the rows that have a target, of the parts that have such rows. */
export function headline(parts) {
  const withTarget = Object.entries(parts).map(([part, rows]) => [part, rows.filter(({ met }) => met !== undefined)]);
  return Object.fromEntries(withTarget.filter(([, rows]) => rows.length > 0));
}

/** Formats the table as text. */
export function table(parts) {
  const cells = Object.entries(parts).flatMap(([part, rows]) => [[part], ...rows.map(cellsOf)]);
  const all = [['', 'here', 'beside it', 'ratio', 'target', ''], ...cells];
  const widths = all[0].map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  return all
    .map((row) =>
      row.length === 1
        ? `\n${row[0]}`
        : row.map((cell, i) => (i === 1 || i === 3 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ').trimEnd(),
    )
    .join('\n');
}

function cellsOf({ what, unit, figure, peer, against, ratio, target, limit, least, met }) {
  return [
    `  ${what}`,
    `${show(figure)} ${unit}`,
    peer ? `${against}: ${show(peer)}` : '',
    ratio === undefined ? '' : round(ratio),
    target !== undefined ? `≤ ${target}` : limit !== undefined ? `≤ ${limit} ${unit}` : least !== undefined ? `≥ ${round(least)} ${unit}` : '',
    met === undefined ? '' : met ? 'met' : 'NOT MET',
  ];
}

const show = ({ median, min, max, runs }) => (runs > 1 ? `${round(median)} (${round(min)}–${round(max)})` : round(median));

/** Rounds to three digits, the precision of these measurements. */
export const round = (number) =>
  number >= 1000 ? Math.round(number).toLocaleString('en') : String(Number(number.toPrecision(number >= 100 ? 3 : 2)));
