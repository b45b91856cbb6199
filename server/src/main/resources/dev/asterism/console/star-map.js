// The constellation: a star for each model, the students that learnt from it around it.
import { html } from '/console/library/preact.js';
import { useWidth } from './plot.js';
import { count, plain, percent } from './format.js';

const MOST_STUDENTS = 150, MOST_STARS = 40;

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

const within = value => Math.min(1, Math.max(0, value));

/** By parameters where they are told, else by what a token costs, which tells about how big a model is. */
const size = model => (model.parameters_billion > 0 ? within(Math.log10(2 * model.parameters_billion) / 3.3)
  : model.usd_per_million?.output > 0 ? within((Math.log10(model.usd_per_million.output) + 1.5) / 3.5) : 0.4);

/** Who hands a request on to whom: a cascade to the next, voters to their boss. */
function ways(policies) {
  const pairs = policies.flatMap(policy => policy.members.slice(1).map((member, place) =>
    (policy.kind === 'swarm' ? [policy.members[0].model, member.model] : [policy.members[place].model, member.model])));
  return [...new Map(pairs.map(pair => [pair.join('\n'), pair])).values()];
}

function Student({ task, x, y }) {
  return html`<a href="#/tasks/${task.id}" class="student ${task.stage}" aria-label=${`student of ${plain(task.name, 60)}, ${task.stage}`}>
    <circle class="reach" cx=${x} cy=${y} r="12"/>
    <circle cx=${x} cy=${y} r=${3 + 4 * Math.sqrt(task.coverage)}/>
    <title>${plain(task.name, 80)}: ${task.stage}, answers ${percent(task.coverage)}</title></a>`;
}

export function StarMap({ models, tasks, policies = [] }) {
  const [place, width] = useWidth(720);
  const height = Math.round(Math.min(360, Math.max(250, 0.4 * width)));
  const shown = models.slice(0, MOST_STARS), most = Math.max(1, ...shown.map(model => model.requests));
  const rows = width < 480 && shown.length > 3 ? 2 : 1, each = Math.ceil(shown.length / rows);
  const stars = shown.map((model, number) => {
    const room = width / each, radius = 8 + 16 * size(model);
    return {
      ...model, radius, room,
      x: room * ((number % each) + 0.5) + 0.2 * room * (spread(model.name) - 0.5),
      y: (height / rows) * (Math.floor(number / each) + 0.5) + (shown.length > 1 ? (height / rows) * 0.3 * (spread(model.name + '/y') - 0.5) : 0),
      light: 0.4 + 0.6 * Math.sqrt(model.requests / most),
    };
  });
  const star = name => stars.find(one => one.name === name);
  const students = tasks.filter(task => task.student).slice(0, MOST_STUDENTS);
  // Students keep apart from one another by the golden angle, whatever their number.
  const swarm = stars.flatMap(teacher => students
    .filter(task => task.teacher === teacher.name)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((task, number, all) => {
      const turn = 2.4 * number + 2 * Math.PI * spread(teacher.name), far = teacher.radius + 34 + 46 * Math.sqrt(number / all.length);
      const inside = (value, most) => Math.min(most - 14, Math.max(14, value));
      return { task, teacher, x: inside(teacher.x + far * Math.cos(turn) * Math.min(1.4, width / 500), width), y: inside(teacher.y + far * Math.sin(turn) * 0.85, height) };
    }));
  const dust = Array.from({ length: 90 }, (_, number) => ({ x: width * spread('x' + number), y: height * spread('y' + number), r: 0.4 + 0.9 * spread('r' + number) }));
  return html`<div class="star-map" ref=${place}><svg width=${width} height=${height} role="group"
      aria-label=${`${models.length} models and ${students.length} students`}>
    <defs><radialGradient id="glow"><stop offset="0" class="near"/><stop offset="1" class="far"/></radialGradient></defs>
    ${dust.map(one => html`<circle class="dust" cx=${one.x} cy=${one.y} r=${one.r}/>`)}
    ${ways(policies).filter(pair => pair.every(star)).map(([from, to]) => html`
      <line class="way" x1=${star(from).x} y1=${star(from).y} x2=${star(to).x} y2=${star(to).y}><title>${plain(from, 40)} hands on to ${plain(to, 40)}</title></line>`)}
    ${swarm.map(({ task, teacher, x, y }) => html`<line class="ray ${task.stage}" x1=${teacher.x} y1=${teacher.y} x2=${x} y2=${y}/>`)}
    ${stars.map(one => html`<g class="star" transform="translate(${one.x} ${one.y})">
      <circle fill="url(#glow)" r=${one.radius * 2.6} opacity=${one.light}/>
      <polygon points=${shape(one.radius)} opacity=${one.light}/>
      <text y=${one.y > height / 2 ? one.radius + 18 : -one.radius - 10} text-anchor="middle">${plain(one.name, Math.max(6, Math.floor(one.room / 7)))}</text>
      <title>${plain(one.name, 80)}: ${count(one.requests)} requests</title></g>`)}
    ${swarm.map(one => html`<${Student} ...${one}/>`)}</svg></div>
    <p class="legend stars"><span class="model">model: size by parameters or price, light by traffic</span>${['live', 'proved', 'shadow'].map(stage => html`<span class=${stage}>${stage} student</span>`)}
      ${ways(policies).length > 0 && html`<span class="way">hands on to</span>`}</p>`;
}
