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

function Student({ task, crowd, x, y }) {
  return html`<a href="#/tasks/${task.id}" class="student ${task.stage}" aria-label=${`student of ${plain(task.name, 60)}, ${task.stage}`}>
    <circle class="reach" cx=${x} cy=${y} r=${Math.max(6, 12 * crowd)}/>
    <circle cx=${x} cy=${y} r=${crowd * (3 + 5 * Math.sqrt(task.coverage))}/>
    <title>${plain(task.name, 80)}: ${task.stage}, answers ${percent(task.coverage)}</title></a>`;
}

/** How wide a name is drawn, about. */
const wide = text => 6.6 * text.length;

/** Where each model stands: from left to right with much up and down, two rows where there is little room. */
function place(models, width, height) {
  const most = Math.max(1, ...models.map(model => model.requests));
  const rows = width < 480 && models.length > 3 ? 2 : 1, each = Math.ceil(models.length / rows);
  const room = width / Math.max(1, each), high = height / rows;
  return models.map((model, number) => {
    const radius = Math.min(1.4, Math.max(0.75, width / 760)) * (11 + 21 * size(model)), name = plain(model.name, Math.max(8, Math.floor(room / 7)));
    const x = room * ((number % each) + 0.5) + 0.2 * room * (spread(model.name) - 0.5);
    // Neighbours are as far from one line as there is room: a constellation, not a row.
    const swing = models.length > 1 ? (number % 2 ? 1 : -1) * (0.1 + 0.1 * spread(model.name + '/y')) : 0;
    return {
      ...model, radius, room, name, x, y: high * (Math.floor(number / each) + 0.5 + swing),
      label: Math.min(width - wide(name) / 2 - 4, Math.max(wide(name) / 2 + 4, x)) - x,
      light: 0.4 + 0.6 * Math.sqrt(model.requests / most),
    };
  });
}

/** Students keep apart from one another by the golden angle, whatever their number, and from the name below their teacher; many are small. */
function swarm(teacher, students, width, height) {
  const mine = students.filter(task => task.teacher === teacher.asked).sort((a, b) => (a.id < b.id ? -1 : 1));
  const crowd = Math.max(0.4, Math.min(1, Math.sqrt(20 / mine.length))), least = teacher.radius + 18;
  const reach = Math.max(least + 20, Math.min(0.48 * teacher.room, 0.44 * height));
  return mine.map((task, number) => {
    const part = (0.381966 * number + spread(teacher.asked)) % 1, turn = Math.PI * (0.72 + 1.56 * part);
    const across = 1.15 * Math.cos(turn), down = Math.sin(turn);
    const edge = Math.min((across > 0 ? width - 12 - teacher.x : teacher.x - 12) / Math.max(0.01, Math.abs(across)), (down > 0 ? height - 12 - teacher.y : teacher.y - 12) / Math.max(0.01, Math.abs(down)));
    const far = Math.min(edge, least + (Math.min(reach, edge) - least) * Math.sqrt((number + 0.6) / mine.length));
    return { task, teacher, crowd, x: teacher.x + far * across, y: teacher.y + far * down };
  });
}

export function StarMap({ models, tasks, policies = [] }) {
  const [box, width] = useWidth(720);
  const height = Math.round(Math.min(520, Math.max(260, 0.42 * width)));
  const stars = place(models.slice(0, MOST_STARS).map(model => ({ ...model, asked: model.name })), width, height);
  const star = name => stars.find(one => one.asked === name);
  const students = tasks.filter(task => task.student).slice(0, MOST_STUDENTS);
  const all = stars.flatMap(teacher => swarm(teacher, students, width, height));
  const dust = Array.from({ length: Math.round(width / 6) }, (_, number) => ({ x: width * spread('x' + number), y: height * spread('y' + number), r: 0.3 + 1.1 * spread('r' + number) ** 3 }));
  const lines = ways(policies).filter(pair => pair.every(star));
  return html`<div class="star-map" ref=${box}><svg width=${width} height=${height} role="group"
      aria-label=${`${models.length} models and ${students.length} students`}>
    <defs><radialGradient id="glow"><stop offset="0" class="near"/><stop offset="1" class="far"/></radialGradient></defs>
    ${dust.map(one => html`<circle class="dust" cx=${one.x} cy=${one.y} r=${one.r}/>`)}
    ${lines.map(([from, to]) => html`
      <line class="way" x1=${star(from).x} y1=${star(from).y} x2=${star(to).x} y2=${star(to).y}><title>${plain(from, 40)} hands on to ${plain(to, 40)}</title></line>`)}
    ${all.map(({ task, teacher, crowd, x, y }) => html`<line class="ray ${task.stage}" opacity=${crowd} x1=${teacher.x} y1=${teacher.y} x2=${x} y2=${y}/>`)}
    ${stars.map(one => html`<g class="star" transform="translate(${one.x} ${one.y})">
      <circle fill="url(#glow)" r=${one.radius * 2.8} opacity=${one.light}/>
      <polygon points=${shape(one.radius)} opacity=${one.light}/>
      <polygon points=${shape(0.55 * one.radius)} transform="rotate(45)" opacity=${0.55 * one.light}/>
      <text x=${one.label} y=${one.radius + 18} text-anchor="middle">${one.name}</text>
      <title>${plain(one.asked, 80)}: ${count(one.requests)} requests</title></g>`)}
    ${all.map(one => html`<${Student} ...${one}/>`)}</svg></div>
    <p class="legend stars"><span class="model">model: size by parameters or price, light by traffic</span>${['live', 'proved', 'shadow'].map(stage => html`<span class=${stage}>${stage} student</span>`)}
      ${students.length === MOST_STUDENTS && html`<span class="note">the busiest ${count(MOST_STUDENTS)} students are shown</span>`}
      ${lines.length > 0 && html`<span class="way">hands on to</span>`}</p>`;
}
