import { label, pick, discs, svg, wrap } from '../pictures.js';
import type { DemoKind, DemoMovie } from './programme.js';

/** Night, dusk and dawn: behind the scene, light to dark, and what is written on it. */
const SKIES = [
  { from: '#2b3a67', to: '#0b132b', ink: '#f5f3e7' },
  { from: '#5f2a4f', to: '#1d1026', ink: '#fbe9d7' },
  { from: '#0f5257', to: '#071e22', ink: '#e6f7f1' },
  { from: '#8c3b2a', to: '#2a0f14', ink: '#ffeeda' },
  { from: '#3c4f2f', to: '#11190f', ink: '#f3f6df' },
  { from: '#4a4063', to: '#16121f', ink: '#efe8ff' },
] as const;

/** What stands for a kind of movie, in a box of 200 by 200 around the origin. */
const SCENES: Readonly<Record<DemoKind, string>> = {
  剧情: `<path d="M-100 60Q0 20 100 60V100H-100Z" fill="#000" fill-opacity=".35"/><path d="M-4 50V-20H4V50Z" fill="#c98f5a"/><circle cy="-40" r="42" fill="#e0a94f"/><circle cx="-28" cy="-18" r="26" fill="#d18f3c"/><circle cx="30" cy="-20" r="28" fill="#edbd6a"/>`,
  动作: `<path d="M18-100L-52 14H-8L-26 100 54-26H8Z" fill="#ffc845"/><path d="M-90 70L-50 40M-96 30L-60 10M90-60L52-34M96-20L62-4" stroke="#ff7a45" stroke-width="8" stroke-linecap="round"/>`,
  悬疑: `<circle cx="-14" cy="-14" r="58" fill="#dfe9f5" fill-opacity=".14" stroke="#dfe9f5" stroke-width="12"/><path d="M28 28L84 84" stroke="#dfe9f5" stroke-width="20" stroke-linecap="round"/><path d="M-52-14Q-14-52 24-14-14 24-52-14Z" fill="#f5f3e7"/><circle cx="-14" cy="-14" r="15" fill="#7a1f2b"/>`,
  科幻: `<circle r="58" fill="#7fb7d9"/><path d="M-52-26Q0-50 50-30M-57 8Q0 30 57 4" fill="none" stroke="#5b94b8" stroke-width="9"/><ellipse rx="100" ry="26" transform="rotate(-18)" fill="none" stroke="#f2d38b" stroke-width="9"/><circle cx="78" cy="-70" r="12" fill="#f5f3e7"/>`,
  爱情: `<path d="M0 66C-110-6-72-84-28-78-8-74 0-56 0-50 0-56 8-74 28-78 72-84 110-6 0 66Z" fill="#e4577e"/><path d="M-58-40C-56-56-42-64-30-62" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="9" stroke-linecap="round"/><path d="M-90 92Q0 66 90 92" fill="none" stroke="#f7c4d2" stroke-width="7" stroke-linecap="round"/>`,
  喜剧: `<path d="M-74-74H74V0C74 56 34 90 0 90S-74 56-74 0Z" fill="#f4c95d"/><path d="M-46-22Q-28-46-10-22M10-22Q28-46 46-22M-42 18Q0 76 42 18Z" fill="#6b2c16" stroke="#6b2c16" stroke-width="7" stroke-linejoin="round"/>`,
  动画: `<path d="M-92 6C-84-54 40-70 66-4L96-34 92 20 66 26C44 74-84 72-92 6Z" fill="#59b3c9"/><path d="M-88 22C-60 62 30 60 62 28 20 42-50 42-88 22Z" fill="#dff3f6"/><circle cx="-58" cy="-6" r="8" fill="#12303a"/><path d="M-20-58V-84M-20-84Q-40-96-48-78M-20-84Q0-96 8-78" fill="none" stroke="#dff3f6" stroke-width="7" stroke-linecap="round"/>`,
  冒险: `<circle cx="46" cy="-52" r="26" fill="#ffce6b"/><path d="M-100 80L-28-62 14 12 38-24 100 80Z" fill="#5b7f95"/><path d="M-28-62L-54-12-30-24-14-8-2-16Z" fill="#f5f9fb"/><path d="M-40 80Q-6 52-22 34T-8 4" fill="none" stroke="#ffce6b" stroke-width="6" stroke-dasharray="10 9"/>`,
};

/**
 * Draws the poster of a movie, 300 by 420: what its first kind is about under a dark sky, its name
 * and a line of its story. The same movie always looks the same.
 *
 * @returns an SVG document
 */
export function drawPoster({ name, kinds, brief }: DemoMovie): string {
  const sky = pick(SKIES, name);
  const [first = '剧情', second] = kinds;
  const behind = second
    ? `<g transform="translate(232 70) scale(.36)" opacity=".5">${SCENES[second]}</g>`
    : '';
  const story = wrap(brief, 17, 2)
    .map((line, i) => label(line, 150, 376 + i * 22, 15, sky.ink))
    .join('');
  return svg(
    300,
    420,
    sky,
    name,
    `${discs(300, 420, name, 0.06)}${behind}
<g transform="translate(150 160) scale(1.05)">${SCENES[first]}</g>
<path d="M0 290H300V420H0Z" fill="#000" fill-opacity=".38"/>
${label(name, 150, 340, [...name].length > 6 ? 34 : 40, sky.ink)}${story}`,
  );
}

/** Draws a still, 480 by 270: the scene alone. @returns an SVG document */
export function drawStill({ name, kinds: [kind = '剧情'] }: DemoMovie): string {
  const seed = `${name} still`;
  return svg(
    480,
    270,
    pick(SKIES, seed),
    name,
    `${discs(480, 270, seed, 0.08)}<g transform="translate(240 135)">${SCENES[kind]}</g>`,
  );
}
