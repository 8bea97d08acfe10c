import { html, type Content } from './html.js';

/** Longer bodies are shown without colours, in characters. */
const LONGEST_COLOURED = 300_000;

/** A string, perhaps a key; a word; a number. */
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g;

/**
 * JSON text with its keys and values marked for colours, and its URLs as links.
 *
 * DRF: templatetags.rest_framework.urlize_quoted_links, and its prettify script
 */
export function colouredJson(json: string): Content {
  if (json.length > LONGEST_COLOURED) return json;
  const parts: Content[] = [];
  let end = 0;
  for (const match of json.matchAll(TOKEN)) {
    const [token, text, colon] = match;
    parts.push(json.slice(end, match.index), marked(token, text, colon));
    end = match.index + token.length;
  }
  return [...parts, json.slice(end)];
}

function marked(token: string, text: string | undefined, colon: string | undefined): Content {
  if (text === undefined) {
    const kind = /^[tfn]/.test(token) ? 'word' : 'number';
    return html`<span class="${kind}">${token}</span>`;
  }
  if (colon !== undefined) return [html`<span class="key">${text}</span>`, colon];
  const url = webAddress(text);
  if (url === undefined) return html`<span class="string">${text}</span>`;
  return html`<span class="string"
    >"<a href="${url}" rel="nofollow noreferrer">${text.slice(1, -1)}</a>"</span
  >`;
}

/** The address in a JSON string; undefined for any other text: no other scheme becomes a link. */
function webAddress(text: string): string | undefined {
  const value: unknown = JSON.parse(text);
  return typeof value === 'string' && /^https?:\/\/[^\s"<>]+$/i.test(value) && URL.canParse(value)
    ? value
    : undefined;
}
