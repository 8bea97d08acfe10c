import { createHash } from 'node:crypto';
import { drawEmblem, type Emblem } from './emblems.js';

const FONTS =
  "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',system-ui,sans-serif";

/** Background pairs, light to a little darker, with a colour for text that reads on both. */
const PALETTES = [
  { from: '#fff4e3', to: '#ffd9a8', ink: '#7a4416' },
  { from: '#f0f8e6', to: '#cde7b2', ink: '#35602a' },
  { from: '#e8f4fb', to: '#b9dcf2', ink: '#1f5273' },
  { from: '#fdeeee', to: '#f6c8c5', ink: '#7d2f33' },
  { from: '#f3eefb', to: '#d5c6ef', ink: '#4d3a7c' },
  { from: '#e9f7f2', to: '#b6e2d2', ink: '#1d5c4c' },
  { from: '#fbf6e4', to: '#ecdca4', ink: '#6a5418' },
] as const;

const COVERS = ['#7b3b3a', '#2f5d62', '#3a4a7a', '#8a5a2b', '#4b6043', '#5b3f6b'] as const;

/** Ways to arrange the picture; a product page shows them side by side. */
export type Variant = 1 | 2 | 3;

export interface GoodsPicture {
  /** Decides the colours; the goods number. */
  seed: string;
  /** Line under the product. */
  caption: string;
  emblem: Emblem;
  variant: Variant;
}

/**
 * Draws the picture of a product: 400 by 400, the emblem of its category over a soft gradient,
 * the name below. The same arguments always give the same text.
 *
 * @returns an SVG document
 */
export function drawGoods({ seed, caption, emblem, variant }: GoodsPicture): string {
  const palette = pick(PALETTES, seed);
  const scene =
    emblem === 'book' && variant !== 2 ? book(seed, caption, variant) : still(emblem, variant);
  const lines = wrap(caption, 14, 2);
  const text = lines
    .map((line, i) => label(line, 200, 360 + (i - lines.length + 1) * 26, 20, palette.ink))
    .join('');
  return svg(400, 400, palette, caption, `${discs(400, 400, seed)}${scene}${text}`);
}

/**
 * Draws a slide of the home page's carousel, 1200 by 300: words on the left, the emblem on the
 * right.
 *
 * @returns an SVG document
 */
export function drawBanner(banner: {
  seed: string;
  title: string;
  subtitle: string;
  emblem: Emblem;
}): string {
  const palette = pick(PALETTES, banner.seed);
  const emblem = drawEmblem(banner.emblem);
  const subtitle = wrap(banner.subtitle, 24, 2)
    .map((line, i) => label(line, 110, 188 + i * 38, 26, palette.ink, 'start'))
    .join('');
  return svg(
    1200,
    300,
    palette,
    banner.title,
    `${discs(1200, 300, banner.seed)}
<circle cx="900" cy="150" r="128" fill="#fff" fill-opacity=".55"/>
<g transform="translate(1075 210) rotate(14) scale(.5)" opacity=".55">${emblem}</g>
<g transform="translate(735 85) rotate(-16) scale(.42)" opacity=".55">${emblem}</g>
<g transform="translate(900 150) scale(1.05)">${emblem}</g>
<rect x="110" y="56" width="64" height="8" rx="4" fill="${palette.ink}"/>
${label(wrap(banner.title, 12, 1)[0] ?? '', 110, 130, 52, palette.ink, 'start')}${subtitle}`,
  );
}

/**
 * Draws a brand's logo, 240 by 120: a seal with the first character, and the name.
 *
 * @returns an SVG document
 */
export function drawBrand({ seed, name }: { seed: string; name: string }): string {
  const palette = pick(PALETTES, seed);
  const initial = [...name][0] ?? '';
  const size = Math.min(28, Math.floor(132 / Math.max(1, [...name].length)));
  return svg(
    240,
    120,
    { ...palette, from: '#ffffff', to: palette.from },
    name,
    `<circle cx="56" cy="60" r="34" fill="${palette.ink}"/>
<circle cx="56" cy="60" r="29" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="1.5"/>
${label(initial, 56, 72, 32, '#fff')}
${label(name, 102, 60 + size * 0.36, size, palette.ink, 'start')}`,
  );
}

/** The emblem on a table: alone, as a group, or close up in a frame. */
function still(emblem: Emblem, variant: Variant): string {
  const shape = drawEmblem(emblem);
  const shadow = (x: number, y: number, width: number) =>
    `<ellipse cx="${x}" cy="${y}" rx="${width}" ry="${width / 7}" fill="#000" fill-opacity=".1"/>`;
  const at = (place: string) => `<g transform="${place}">${shape}</g>`;
  switch (variant) {
    case 1:
      return `<circle cx="200" cy="168" r="134" fill="#fff" fill-opacity=".5"/>${shadow(200, 278, 84)}${at('translate(200 172) scale(1.12)')}`;
    case 2:
      return `${shadow(118, 248, 52)}${shadow(286, 252, 52)}${shadow(200, 286, 70)}${at('translate(118 176) rotate(-8) scale(.7)')}${at('translate(286 180) rotate(9) scale(.7)')}${at('translate(200 196) scale(.94)')}`;
    case 3:
      return `<clipPath id="frame"><rect x="48" y="36" width="304" height="264" rx="22"/></clipPath><rect x="48" y="36" width="304" height="264" rx="22" fill="#fff" fill-opacity=".6"/><g clip-path="url(#frame)">${at('translate(226 192) rotate(-12) scale(1.9)')}</g>`;
  }
}

/** A book seen from the front, upright or leaning. */
function book(seed: string, title: string, variant: Variant): string {
  const front = cover(seed, title);
  return variant === 1 ? front : `<g transform="rotate(-9 200 180)">${front}</g>`;
}

/** A book standing upright with its title on the cover. */
function cover(seed: string, title: string): string {
  const colour = pick(COVERS, `${seed} cover`);
  const lines = wrap(title, 5, 3);
  const size = lines.length > 2 ? 22 : 26;
  const top = 122 - ((lines.length - 1) * (size + 8)) / 2;
  const words = lines.map((line, i) => label(line, 206, top + i * (size + 8), size, '#fff6e0'));
  return `<ellipse cx="204" cy="300" rx="104" ry="13" fill="#000" fill-opacity=".12"/>
<rect x="112" y="40" width="184" height="256" rx="6" fill="#fdf8ec"/>
<rect x="106" y="36" width="184" height="256" rx="6" fill="${colour}"/>
<path d="M122 36V292" stroke="#000" stroke-opacity=".22" stroke-width="4"/>
<rect x="136" y="54" width="140" height="220" rx="4" fill="none" stroke="#fff6e0" stroke-opacity=".55" stroke-width="2"/>
${words.join('')}
<g transform="translate(206 240) scale(.22)">${drawEmblem('book')}</g>`;
}

/** Large pale discs, placed by the seed, that keep the background from looking empty. */
export function discs(width: number, height: number, seed: string, opacity = 0.28): string {
  const bytes = digest(seed);
  return [0, 1, 2]
    .map((i) => {
      const x = Math.round(((bytes[i * 3] ?? 0) / 255) * width);
      const y = Math.round(((bytes[i * 3 + 1] ?? 0) / 255) * height);
      const radius = 40 + (bytes[i * 3 + 2] ?? 0) / 3;
      return `<circle cx="${x}" cy="${y}" r="${Math.round(radius)}" fill="#fff" fill-opacity="${opacity}"/>`;
    })
    .join('');
}

/** A document of that size, its background from one colour to another. */
export function svg(
  width: number,
  height: number,
  { from, to }: { from: string; to: string },
  title: string,
  body: string,
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${FONTS}"><title>${escapeXml(title)}</title><defs><linearGradient id="sky" x2=".6" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs><rect width="${width}" height="${height}" fill="url(#sky)"/>${body}</svg>\n`;
}

/** A line of text in bold. */
export function label(
  text: string,
  x: number,
  y: number,
  size: number,
  colour: string,
  anchor: 'start' | 'middle' = 'middle',
): string {
  if (text === '') return '';
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="600" text-anchor="${anchor}" fill="${colour}">${escapeXml(text)}</text>`;
}

/** Breaks text into at most so many lines of so many full-width characters each. */
export function wrap(text: string, width: number, count: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const character of text) {
    const size = character.codePointAt(0)! < 0x2e80 ? 0.5 : 1;
    if (used + size > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += character;
    used += size;
  }
  lines.push(line);
  const shown = lines.slice(0, count).map((each) => each.trim());
  if (lines.length > count) shown[count - 1] = `${[...shown[count - 1]!].slice(0, -1).join('')}…`;
  return shown;
}

/** One of the choices, always the same for a seed. */
export function pick<T>(choices: readonly T[], seed: string): T {
  return choices[digest(seed).readUInt32BE(16) % choices.length]!;
}

function digest(seed: string): Buffer {
  return createHash('sha256').update(seed).digest();
}

/** Makes text safe inside XML; characters that XML cannot hold at all are dropped. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(
      /[&<>"']/g,
      (character) =>
        ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[character]!,
    );
}
