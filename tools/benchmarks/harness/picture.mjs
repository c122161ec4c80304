// Draws the cold starts as a bar chart.

const bars = [
  ['Node.js, cold', ({ peer }) => peer, 'restored by SnapStart, to first response', '#7f7f7f'],
  ['plain Java, cold', ({ figure }) => figure, 'plain Java cold, to first response', '#c8a04a'],
  ['plain Java, restored', ({ figure }) => figure, 'plain Java restored, to first response', '#c8a04a'],
  ['this project, cold', ({ figure }) => figure, 'cold, to first response', '#4a90c8'],
  ['this project, restored', ({ figure }) => figure, 'restored by SnapStart, to first response', '#1f5fa8'],
];
const [WIDTH, LEFT, BAR, STEP] = [760, 180, 18, 26];

export function coldStartPicture({ machine, rows }) {
  const of = (name) =>
    bars.map(([label, value, row, colour]) => ({
      label,
      colour,
      ...value(rows.coldstart.find(({ what }) => what === `${name}: ${row}`)),
    }));
  const longest = Math.max(...['producer', 'consumer'].flatMap(of).map(({ max }) => max));
  const x = (ms) => LEFT + (ms / longest) * (WIDTH - LEFT - 80);
  let y = 30;
  const lines = [];
  for (const name of ['producer', 'consumer']) {
    lines.push(`<text x="10" y="${y}" class="title">${name}: first response, ms</text>`);
    y += 14;
    for (const { label, colour, median, min, max } of of(name)) {
      const middle = y + BAR / 2;
      lines.push(
        `<text x="${LEFT - 8}" y="${middle + 4}" text-anchor="end">${label}</text>`,
        `<rect x="${LEFT}" y="${y}" width="${(x(median) - LEFT).toFixed(1)}" height="${BAR}" fill="${colour}"/>`,
        `<path d="M${x(min).toFixed(1)} ${middle}H${x(max).toFixed(1)}" stroke="#222"/>`,
        `<text x="${(x(max) + 6).toFixed(1)}" y="${middle + 4}">${Math.round(median)}</text>`,
      );
      y += STEP;
    }
    y += 30;
  }
  lines.push(`<text x="10" y="${y - 14}" class="note">${[machine.cores, machine.java, machine.node].join(', ')}; bars: medians, lines: all runs</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="sans-serif" font-size="13">
<style>.title{font-weight:bold}.note{font-size:11px;fill:#666}</style>
<rect width="${WIDTH}" height="${y}" fill="#fff"/>
${lines.join('\n')}
</svg>
`;
}
