import { createHash } from 'node:crypto';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}' +
  'h1{font-size:1.4rem}strong{font-size:2rem}small{color:#666}' +
  'button{font-size:1.1rem;padding:.6rem 2rem;background:#1677ff;color:#fff;border:0;border-radius:4px}' +
  'button[value=no]{background:#eee;color:inherit}select,input{font-size:1rem;padding:.3rem}' +
  'table{border-collapse:collapse}td,th{padding:.2rem .6rem}';

/** Everything that the pages of a sandbox may do. */
export const CONTENT_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256')
  .update(STYLE)
  .digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`;

/**
 * A page of a sandbox.
 *
 * @param body HTML
 * @param note says that this is not the real thing
 */
export function sandboxPage(title: string, body: string, note: string): string {
  return `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><h1>${escape(title)}</h1>
${body}
<p><small>${escape(note)}</small></p></body></html>
`;
}

/** The choice of what is to go wrong. @param scenarios value -> what people read */
export function scenarioField(scenarios: Readonly<Record<string, string>>): string {
  const options = Object.entries(scenarios)
    .map(([value, text]) => `<option value="${value}">${escape(text)}</option>`)
    .join('');
  return `<p><label>测试场景 <select name="scenario">${options}</select></label></p>`;
}

/** A text as HTML. */
export function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
