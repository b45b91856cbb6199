// The constellation: a star for each model, its students around it.
import { html } from '/console/library/preact.js';
import { count, plain, percent } from './format.js';

const WIDTH = 720, HEIGHT = 280;

/** The same name always stands at the same place. */
function spread(text) {
  let hash = 2166136261;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
  return ((hash >>> 0) % 10007) / 10007;
}

const shape = radius => [0, 1, 2, 3].map(arm => {
  const turn = (arm * Math.PI) / 2, next = turn + Math.PI / 4;
  return `${radius * Math.sin(turn)},${-radius * Math.cos(turn)} ${0.32 * radius * Math.sin(next)},${-0.32 * radius * Math.cos(next)}`;
}).join(' ');

export function StarMap({ models, tasks }) {
  const most = Math.max(1, ...models.map(model => model.requests));
  const stars = models.map((model, place) => ({
    ...model,
    x: 90 + ((WIDTH - 180) * (place + 0.5)) / models.length + 30 * (spread(model.name) - 0.5),
    y: HEIGHT / 2 + 110 * (spread(model.name + '/y') - 0.5),
    radius: 10 + 16 * Math.sqrt(model.requests / most),
    light: 0.45 + 0.55 * Math.sqrt(model.requests / most),
  }));
  // Students keep apart from one another by the golden angle, whatever their number.
  const swarm = stars.flatMap(teacher => tasks
    .filter(task => task.student && task.teacher === teacher.name)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, 200)
    .map((task, place, all) => {
      const turn = 2.4 * place + 2 * Math.PI * spread(teacher.name), far = teacher.radius + 30 + 50 * Math.sqrt(place / all.length);
      return { task, teacher, x: teacher.x + far * Math.cos(turn) * 1.4, y: teacher.y + far * Math.sin(turn) * 0.85 };
    }));
  const dust = Array.from({ length: 70 }, (_, place) => ({ x: WIDTH * spread('x' + place), y: HEIGHT * spread('y' + place), r: 0.4 + 0.9 * spread('r' + place) }));
  return html`<svg class="star-map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="group"
      aria-label=${`${models.length} models and ${swarm.length} students`}>
    <defs><radialGradient id="glow"><stop offset="0" class="near"/><stop offset="1" class="far"/></radialGradient></defs>
    ${dust.map(one => html`<circle class="dust" cx=${one.x} cy=${one.y} r=${one.r}/>`)}
    ${swarm.map(({ task, teacher, x, y }) => html`
      <line class="ray ${task.stage}" x1=${teacher.x} y1=${teacher.y} x2=${x} y2=${y}/>`)}
    ${stars.map(star => html`<g class="star" transform="translate(${star.x} ${star.y})">
      <circle fill="url(#glow)" r=${star.radius * 2.6} opacity=${star.light}/>
      <polygon points=${shape(star.radius)} opacity=${star.light}/>
      <text y=${star.y > HEIGHT / 2 ? star.radius + 18 : -star.radius - 10} text-anchor="middle">${plain(star.name, 28)}</text>
      <title>${plain(star.name, 80)}: ${count(star.requests)} requests</title></g>`)}
    ${swarm.map(({ task, x, y }) => html`<a href="#/tasks/${task.id}" class="student ${task.stage}"
        aria-label=${`student of ${plain(task.name, 60)}, ${task.stage}`}>
      <circle class="reach" cx=${x} cy=${y} r="12"/>
      <circle cx=${x} cy=${y} r=${3 + 4 * Math.sqrt(task.coverage)}/>
      <title>${plain(task.name, 80)}: ${task.stage}, answers ${percent(task.coverage)}</title></a>`)}
  </svg>`;
}
