// The state of the run, from server-sent events, and the lists that the page requests repeatedly while it shows them.
import { useEffect, useState } from './vendor/htm-preact.js';
import { events, get, Refused } from './api.js';

const states = ['pipeline', 'overview', 'streams', 'mappings', 'functions', 'alarms', 'grants', 'faults', 'injecting', 'services'];
const retry = 1000;

/** connection is connecting, live, ended or refused; at is the time of the last event, in milliseconds. */
let state = { connection: 'connecting', at: Date.now() };
const listeners = new Set();
const lists = new Map();
let scheduled = false;

function change(fields) {
  state = { ...state, ...fields };
  if (!scheduled) {
    scheduled = true;
    // Draws once for several events, and not while the page is in the background.
    requestAnimationFrame(() => {
      scheduled = false;
      listeners.forEach((listener) => listener(state));
    });
  }
}

/** Follows the run and, after its end, the next run at this address. */
export function follow() {
  const source = events();
  const again = () => {
    source.close();
    setTimeout(follow, retry);
  };
  states.forEach((name) =>
    source.addEventListener(name, (event) => {
      const value = JSON.parse(event.data);
      if (name === 'pipeline' && value.started !== state.pipeline?.started) {
        lists.clear();
      }
      change({ [name]: value, at: Date.now(), connection: 'live' });
    }),
  );
  source.addEventListener('end', () => {
    change({ connection: 'ended', at: Date.now() });
    again();
  });
  source.onerror = async () => {
    again();
    const connection = state.connection === 'refused' ? 'refused' : state.pipeline ? 'ended' : 'connecting';
    change({ connection: (await isRefused()) ? 'refused' : connection });
  };
}

/** Returns whether the run refuses this page. An event source does not provide the HTTP status. */
async function isRefused() {
  try {
    await get('overview');
    return false;
  } catch (problem) {
    return problem instanceof Refused && problem.status === 401;
  }
}

export function useRun() {
  const [current, setCurrent] = useState(state);
  useEffect(() => {
    listeners.add(setCurrent);
    setCurrent(state);
    return () => listeners.delete(setCurrent);
  }, []);
  return current;
}

/** Requests a list repeatedly while the page shows it. Keeps the last items after the run's end. */
export function useList(name, parameters, every = 1000, held = false) {
  const key = name + JSON.stringify(parameters);
  const [, setVersion] = useState(0);
  useEffect(() => {
    let timer;
    let over = false;
    const ask = async () => {
      if (!document.hidden && state.connection !== 'ended') {
        try {
          lists.set(key, { items: (await get(name, parameters))[name] });
        } catch (problem) {
          lists.set(key, { items: lists.get(key)?.items, problem: problem instanceof Refused ? problem.message : undefined });
        }
        if (!over) {
          setVersion((version) => version + 1);
        }
      }
      if (!over && !held) {
        timer = setTimeout(ask, every);
      }
    };
    ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [key, held]);
  return lists.get(key) ?? {};
}
