// The alarms of the templates, the requests that roles denied, and the grants that were not used.
import { html } from './vendor/htm-preact.js';
import { milliseconds, time } from './format.js';

export function Health({ run: { alarms = [], grants } }) {
  return html`
    <section>
      <h2>Alarms</h2>
      <div class="table" tabindex="0" role="region" aria-label="Alarms">
        <table>
          <thead><tr><th scope="col">Alarm</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Went into ALARM</th><th scope="col">Period</th></tr></thead>
          <tbody>${[...alarms].sort((a, b) => (b.state === 'ALARM') - (a.state === 'ALARM')).map((alarm) => html`<${Alarm} alarm=${alarm} key=${alarm.name} />`)}</tbody>
        </table>
        ${alarms.length === 0 ? html`<p>The templates have no alarms.</p>` : null}
      </div>
    </section>
    <section>
      <h2>Grants</h2>
      <${Grants} title="Denied" grants=${grants?.denied} none="Nothing was denied." bad />
      <${Grants} title="Not used in this run" grants=${grants?.unused} none="All grants were used." />
      <${Grants} title="Needed only after a failure, and not used" grants=${grants?.unusedOnFailure} none="All of these grants were used." />
    </section>
  `;
}

function Alarm({ alarm }) {
  const { name, state, since, alarms, period, templatePeriod, problem } = alarm;
  return html`
    <tr>
      <td>${name}</td>
      <td>${state ? html`<span class="badge ${{ ALARM: 'bad', OK: 'good' }[state] ?? ''}">${state.toLowerCase().replace('_', ' ')}</span>` : html`not evaluated: ${problem}`}</td>
      <td>${time(since)}</td>
      <td>${alarms === 1 ? 'once' : `${alarms} times`}</td>
      <td>${problem ? '' : period === templatePeriod ? milliseconds(period) : `${milliseconds(period)}, shortened from ${milliseconds(templatePeriod)} because schedules fire more often here`}</td>
    </tr>
  `;
}

const Grants = ({ title, grants = [], none, bad }) => html`
  <h3>${title}</h3>
  ${grants.length > 0 ? html`<ul>${grants.map((grant) => html`<li class=${bad ? 'bad' : ''}>${grant}</li>`)}</ul>` : html`<p class="quiet">${none}</p>`}
`;
