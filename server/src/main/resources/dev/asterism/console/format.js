// Numbers and times as people read them.

export const percent = (share, digits = 1) =>
  share === null || share === undefined ? '–' : (100 * share).toFixed(digits) + ' %';

export function dollars(amount) {
  if (!Number.isFinite(amount)) return '–';
  const size = Math.abs(amount);
  const digits = size >= 100 || size === 0 ? 0 : size >= 0.1 ? 2 : size >= 0.001 ? 4 : 6;
  return (amount < 0 ? '−' : '') + '$' + size.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export const count = number => (number ?? 0).toLocaleString('en');

export function micros(value) {
  if (!value) return '–';
  if (value < 1000) return Math.round(value) + ' µs';
  if (value < 1e6) return (value / 1000).toFixed(value < 1e4 ? 1 : 0) + ' ms';
  return (value / 1e6).toFixed(2) + ' s';
}

export const bytes = value => (value < 1024 ? value + ' B' : Math.round(value / 1024) + ' KB');

/** The time of today, the day and the time of any other day. */
export function time(iso) {
  const at = new Date(iso), clock = at.toLocaleTimeString('en', { hour12: false });
  return at.toDateString() === new Date().toDateString() ? clock : `${at.toLocaleDateString('en', { month: 'short', day: 'numeric' })} ${clock}`;
}

/** A day and a time to come, in the time of whoever reads it. */
export const day = iso => new Date(iso).toLocaleString('en', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });

export const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many ?? one + 's'}`;

/** Control characters and direction overrides made visible: text from prompts may hold anything. */
export const plain = (text, most = 4000) =>
  (text.length > most ? text.slice(0, most) + '…' : text)
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '�');
