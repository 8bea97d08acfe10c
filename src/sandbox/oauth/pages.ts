import { escape, sandboxPage, scenarioField } from '../page.js';

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

/** The page where people choose who they are. @param request the query that the shop sent */
export function authorizePage(title: string, request: string): string {
  return page(
    `${title}登录（沙箱）`,
    `<form method="post">
<input type="hidden" name="request" value="${escape(request)}">
<p><label>账号 <input name="person" value="alice" maxlength="30" required></label></p>
${scenarioField(SCENARIOS)}
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
  return sandboxPage(
    title,
    body,
    'Sign-in sandbox: it plays QQ, Weibo and WeChat, and knows nobody.',
  );
}
