import { createHash } from 'node:crypto';

/** What may become of a sign-in. */
export const SCENARIOS = {
  normal: '正常登录',
  expired: 'code 已过期',
  silent: '服务无响应',
  down: '连接中断',
  error: 'HTTP 500',
  garbage: '返回无法解析的内容',
  huge: '返回内容过大',
  moved: '转到其他地址',
  foreign: 'token 属于其他应用',
  nameless: '读取昵称失败',
} as const;
export type Scenario = keyof typeof SCENARIOS;

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}' +
  'h1{font-size:1.4rem}small{color:#666}button{font-size:1.1rem;padding:.6rem 2rem;border:0;' +
  'border-radius:4px}button[value=yes]{background:#1677ff;color:#fff}' +
  'select,input{font-size:1rem;padding:.3rem}';

/** Everything that the pages of the sandbox may do. */
export const CONTENT_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256')
  .update(STYLE)
  .digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`;

/** The page where people choose who they are. @param request the query that the shop sent */
export function authorizePage(title: string, request: string): string {
  const options = Object.entries(SCENARIOS)
    .map(([value, text]) => `<option value="${value}">${text}</option>`)
    .join('');
  return page(
    `${title}登录（沙箱）`,
    `<form method="post">
<input type="hidden" name="request" value="${escape(request)}">
<p><label>账号 <input name="person" value="alice" maxlength="30" required></label></p>
<p><label>测试场景 <select name="scenario">${options}</select></label></p>
<p><button name="answer" value="yes">同意并登录</button>
<button name="answer" value="no" formnovalidate>拒绝</button></p>
</form>`,
  );
}

/** Shown instead of the page: a mistake, or what this is. */
export function messagePage(title: string, text: string): string {
  return page(title, `<p>${escape(text)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><h1>${escape(title)}</h1>
${body}
<p><small>Sign-in sandbox: it plays QQ, Weibo and WeChat, and knows nobody.</small></p></body></html>
`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
