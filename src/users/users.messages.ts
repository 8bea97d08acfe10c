import { message } from '../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** What the user rules say, in the words of Django and of the storefronts' own backends. */
export const MESSAGES = {
  badCredentials: text(
    'Unable to log in with provided credentials.',
    '无法使用提供的认证信息登录。',
  ),
  userExists: text('This user exists already.', '用户已经存在'),
  usernameExists: text('A user with that username already exists.', '已存在一位使用该名字的用户。'),
  usernameInvalid: text(
    'Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.',
    '请输入合法的用户名。只能包含英文字母、数字、特殊字符“@”、“.”、“-”和“_”。',
  ),
  usernameLength: text('Use 5 to 20 characters for the username.', '仅允许5-20个字符的用户名'),
  usernameIsSomebodys: text(
    'This mobile number or e-mail address is not yours, so it cannot be your username.',
    '不能使用他人的手机号或邮箱作为用户名。',
  ),
  mobileExists: text(
    'A user with this mobile number already exists.',
    '具有 手机号 的 用户信息 已存在。',
  ),
  mobileInvalid: text('Enter a valid mobile number.', '手机号格式错误'),
  emailExists: text('A user with this e-mail address already exists.', '该邮箱已被其他用户使用。'),
  passwordLength: text('Use 8 to 20 characters for the password.', '仅允许8-20个字符的密码'),
  passwordIsNumber: text('This password is entirely numeric.', '密码不能全部为数字。'),
  passwordIsUsername: text('The password is the username.', '密码不能与用户名相同。'),
  passwordsDiffer: text('The two passwords differ.', '两次密码不一致'),
  passwordWrong: text('The password is wrong.', '密码错误'),
  busy: text('Too busy right now: come again in a few seconds.', '系统繁忙，请稍后再试。'),
  captchaNeeded: text(
    'Too many wrong passwords: come again later, or answer a captcha (image_code_id and text).',
    '密码错误次数过多，请稍后再试，或同时提交图片验证码(image_code_id、text)。',
  ),
  passwordNeeded: text('Send your password, too.', '请同时提交登录密码。'),
  mobileGuarded: text(
    'To change a proven number, send your password, or as old_code a code that was sent to it.',
    '更换已验证的手机号，需同时提交登录密码(password)或原手机号收到的验证码(old_code)。',
  ),
  emailGuarded: text(
    'To change a verified address, send your password, or as old_code a code that was sent to it.',
    '更换已验证的邮箱，需同时提交登录密码(password)或原邮箱收到的验证码(old_code)。',
  ),
  mobileChanged: text(
    'the mobile number of your account is being changed to {contact}',
    '手机号正更换为{contact}',
  ),
  mobileRemoved: text('the mobile number of your account was removed', '手机号已被移除'),
  emailChanged: text(
    'the e-mail address of your account is being changed to {contact}',
    '邮箱正更换为{contact}',
  ),
  emailRemoved: text('the e-mail address of your account was removed', '邮箱已被移除'),
  oldPasswordWrong: text('The old password is wrong.', '原密码错误'),
  notAgreed: text('Please agree to the terms of use.', '请同意用户协议'),
  codeRequired: text('Enter the verification code.', '请输入验证码'),
  codeMalformed: text('This is no verification code.', '验证码格式错误'),
  codeWrong: text('The verification code is wrong.', '验证码错误'),
  smsCodeAbsent: text('The SMS code does not count (any more).', '无效的短信验证码'),
  smsCodeWrong: text('The SMS code is wrong.', '短信验证码错误'),
  tooSoon: text('A code was sent less than 60 seconds ago.', '请求次数过于频繁'),
  userAbsent: text('There is no such user.', '用户不存在'),
  accessTokenInvalid: text('The access token does not count (any more).', '无效的access_token'),
  tokenMissing: text('The token is missing.', '缺少token'),
  linkInvalid: text('This link does not count (any more).', '链接信息无效'),
} as const;
