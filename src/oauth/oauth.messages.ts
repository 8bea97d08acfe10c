import { message } from '../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** What is said about signing in with other services' accounts, in the contract's words. */
export const MESSAGES = {
  codeMissing: text('The code is missing.', '缺少code'),
  serviceFails: text('{title} is out of order.', '{title}服务异常'),
  tokenInvalid: text('The access token does not count (any more).', '无效的access_token'),
  smsCodeAbsent: text('The SMS code does not count (any more).', '无效的短信验证码'),
  smsCodeWrong: text('The SMS code is wrong.', '短信验证码错误'),
  passwordWrong: text('The password is wrong.', '密码错误'),
  mobileInvalid: text('Enter a valid mobile number.', '手机号格式错误'),
  passwordLength: text('Use 8 to 20 characters for the password.', '仅允许8-20个字符的密码'),
  disabled: text('This user may not sign in.', '该账号已被停用'),
  usernameTaken: text('Somebody has this number as a username.', '用户已经存在'),
  accountTaken: text('This account is linked to another user.', '该账号已绑定其他用户'),
  hasAnother: text(
    'Another account of this provider is linked to you.',
    '您已绑定该平台的其他账号',
  ),
  linked: text(
    'A {title} account was linked to your account and can now sign in',
    '您的账号刚刚绑定了{title}账号，之后可用它登录',
  ),
  suspended: text(
    'Sign in with your password and confirm this account before it signs you in again.',
    '为保障安全，请用密码登录并重新确认绑定后再使用该账号登录',
  ),
  signInExpired: text(
    'The sign-in did not begin here, or too long ago. Please sign in again.',
    '登录已过期，请重新登录',
  ),
  lastWayIn: text(
    'There would be no way left to sign in: set a password first.',
    '解绑后将无法登录，请先设置密码',
  ),
} as const;
