// Answers of the server that pages keep up to date.
import { useEffect, useRef, useState } from '/console/library/preact.js';
import { get } from './api.js';

/** After each answer nothing is asked for so many times as long as that took. */
const REST = 5;

/** Asks for one path, again whenever it is told to, but seldom where that takes long. */
class Asking {
  constructor(path, hear) {
    this.path = path;
    this.hear = hear;
    this.due = 0;
    this.busy = false;
  }

  again() {
    this.wanted = true;
    if (!this.busy && !this.over) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), Math.max(0, this.due - performance.now()));
    }
  }

  async ask() {
    this.busy = true;
    this.wanted = false;
    const begun = performance.now();
    const change = await get(this.path).then(
      value => () => ({ value, error: null }),
      error => old => ({ ...old, error: error.message }));
    this.busy = false;
    const now = performance.now();
    this.due = now + REST * (now - begun);
    if (this.over) return;
    this.hear(change);
    if (this.wanted) this.again();
  }

  stop() {
    this.over = true;
    clearTimeout(this.timer);
  }
}

/** Asks again whenever `beat` changes, and keeps the last answer while it waits. */
export function useAnswer(path, beat) {
  const [state, set] = useState({ value: null, error: null });
  const asking = useRef(null);
  useEffect(() => {
    const mine = new Asking(path, set);
    asking.current = mine;
    return () => mine.stop();
  }, [path]);
  useEffect(() => asking.current.again(), [path, beat]);
  return state;
}
