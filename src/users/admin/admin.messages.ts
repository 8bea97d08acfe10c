import { bilingual } from '../../languages.js';

/** What the back office says of users and groups. */
export const MESSAGES = {
  notOneself: bilingual(
    'Nobody takes the own rights away: ask another administrator.',
    '不能取消自己的权限，请由其他管理员操作。',
  ),
  lastAdministrator: bilingual(
    'This is the last administrator who may sign in.',
    '这是最后一位可登录的系统管理员。',
  ),
  administratorsOnly: bilingual('Only administrators may do that.', '仅系统管理员可执行该操作。'),
  moreThanOwn: bilingual(
    'You cannot give or take permissions that you have not.',
    '不能授予或收回自己没有的权限。',
  ),
  knownGroup: bilingual(
    'The shop needs this group under its name.',
    '系统需要该用户组，不能改名或删除。',
  ),
} as const;
