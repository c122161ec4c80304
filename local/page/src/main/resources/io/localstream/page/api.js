// Requests to the run below /_local/. The browser sends the session's cookie with each.

const base = '/_local/';

/** A request that the run refused, with its reason. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function answerOf(response) {
  const body = await response.json();
  if (!response.ok) {
    throw new Refused(response.status, body.message ?? `status ${response.status}`);
  }
  return body;
}

/** Returns a resource. Leaves out parameters without a value. */
export async function get(name, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== '' && value !== undefined);
  const query = new URLSearchParams(given).toString();
  return answerOf(await fetch(base + name + (query && `?${query}`)));
}

/** Starts an action of the run, and returns the response. */
export async function post(name, fields = {}, headers = {}) {
  const body = JSON.stringify(fields);
  return answerOf(await fetch(base + name, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body }));
}

/** Exchanges the token in the address for a cookie, and removes it from the address. */
export async function beginSession() {
  const token = /^#([\w-]{43})$/.exec(location.hash)?.[1];
  if (token) {
    history.replaceState(null, '', '#/');
    await post('session', {}, { Authorization: `Bearer ${token}` });
  }
}

export const events = () => new EventSource(`${base}events?items=0&interval=500`);
